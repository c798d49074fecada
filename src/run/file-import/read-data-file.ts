import { decodeText } from '../../lib/decode-text';
import { formatBytes } from '../../lib/format';

/** A browser tab holds the file, its rows and its texts at the same time. */
export const LARGEST_FILE = 50e6;

export type DataFile =
  | { kind: 'problem'; message: string }
  | { kind: 'lines'; texts: string[]; guessed: string | null }
  | { kind: 'table'; rows: string[][]; problem: string | null; guessed: string | null };

/** Reads a text file (a text on each line) or a table, told apart by the name of the file. */
export async function readDataFile(file: File): Promise<DataFile> {
  if (file.size > LARGEST_FILE) {
    const sizes = `${formatBytes(file.size)}; at most ${formatBytes(LARGEST_FILE)} can be opened here`;
    return { kind: 'problem', message: `${file.name} has ${sizes}. Split it into parts.` };
  }
  const decoded = decodeText(new Uint8Array(await file.arrayBuffer()));
  if (!decoded) {
    return { kind: 'problem', message: `${file.name} is not a text file. Save it as CSV or as plain text in UTF-8.` };
  }
  const { text, guessed } = decoded;
  if (!/\.(csv|tsv)$/i.test(file.name)) {
    const texts = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
    return texts.length > 0 ? { kind: 'lines', texts, guessed } : empty(file);
  }
  const { parseCsv } = await import('../../lib/csv');
  const { rows, problem } = parseCsv(text);
  return rows.length > 0 ? { kind: 'table', rows, problem, guessed } : empty(file);
}

const empty = (file: File): DataFile => ({ kind: 'problem', message: `${file.name} is empty.` });
