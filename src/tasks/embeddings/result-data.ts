import { packVectors, type Vectors } from '../../lib/embeddings/vectors';
import type { Cell, Table } from '../../lib/table';
import type { StartedRun } from '../../run/batch';
import type { EmbeddingsDetails } from './task';

/** A run as the map takes it. */
export interface Embedded {
  texts: readonly string[];
  vectors: Vectors;
  /** Tokens of each text. */
  tokens: readonly number[];
  /** The other columns of the file that the texts came from, each as long as the texts. */
  columns: Readonly<Record<string, readonly string[]>>;
}

/** What the runner told of each text. */
interface Item {
  vectors: number[] | number[][];
  tokens: number;
}

/** The vectors of a run, also of one that was stopped; null while there are none, or where tokens have one each. */
export function embeddedOf(run: StartedRun): Embedded | null {
  const { text } = run.asked.input;
  const texts = Array.isArray(text) ? (text as string[]) : [String(text ?? '')];
  const items = run.partial.items as readonly Item[];
  const rows =
    run.status === 'done' ? (run.result.value as (number[] | number[][])[]) : items.map((item) => item.vectors);
  if (rows.length === 0 || Array.isArray(rows[0]?.[0])) return null;
  const tokens = run.status === 'done' ? (run.result.details as EmbeddingsDetails).texts : items;
  const columns = run.asked.sources?.text?.columns ?? {};
  const fitting = Object.entries(columns).filter(([, cells]) => Array.isArray(cells) && cells.length === texts.length);
  return {
    texts: texts.slice(0, rows.length),
    vectors: packVectors(rows as number[][]),
    tokens: tokens.map((one) => one.tokens),
    columns: Object.fromEntries(fitting.map(([name, cells]) => [name, cells.slice(0, rows.length)])),
  };
}

/** Text, the file's own columns, then the numbers of each vector. */
export function vectorTable({ texts, vectors, columns }: Embedded): Table {
  const names = Object.keys(columns);
  const { dimensions, values } = vectors;
  return {
    columns: ['text', ...names, ...Array.from({ length: dimensions }, (_, i) => `d${i}`)],
    rows: texts.map((text, row): Cell[] => [
      text,
      ...names.map((name) => columns[name]?.[row] ?? ''),
      ...values.subarray(row * dimensions, (row + 1) * dimensions),
    ]),
  };
}
