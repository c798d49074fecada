import { FailureError } from '../../src/contract/failure';
import type { ModelFile } from '../../src/contract/model';
import type { DownloadContext } from './download-context';
import { refusal } from './failures';
import { downloadFile } from './file-download';
import type { FileRow } from './index-rows';

/** What says whether there is such a model, and what it is. */
const FIRST: ReadonlySet<string> = new Set(['config.json', 'model_index.json']);

/**
 * Fetches files of a model: the one that says what it is first and alone, then small ones before large ones, several
 * connections at once. Where one fails the others stop, and what they have done is kept.
 * @param rows what the index has of them
 * @param onFile called when a file is whole
 * @throws FailureError, or the signal's reason
 */
export async function fetchFiles(
  context: DownloadContext,
  files: readonly ModelFile[],
  rows: ReadonlyMap<string, FileRow>,
  onFile: (path: string) => void,
): Promise<void> {
  const stop = new AbortController();
  const signal = AbortSignal.any([context.signal, stop.signal]);
  const fetchOne = async (file: ModelFile) => {
    const row = await downloadFile({ ...context, signal }, file, rows.get(file.path));
    if (row.state === 'absent' && !file.optional) {
      throw new FailureError(refusal(context.model, file, { status: 404 }));
    }
    onFile(file.path);
  };
  const first = files.filter(({ path }) => FIRST.has(path));
  const others = files.filter((file) => !first.includes(file)).sort(smallFirst);
  for (const file of first) await fetchOne(file);
  await inParallel(others, fetchOne, stop);
}

/** Files that are open for writing at once: each has a few parts under way. */
const FILES_AT_ONCE = 4;

/** Works through a list, several at a time. The first failure stops the others, and is thrown once they have ended. */
async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>, stop: AbortController) {
  const waiting = [...items];
  const failures: unknown[] = [];
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined && failures.length === 0; item = waiting.shift()) {
      try {
        await work(item);
      } catch (error) {
        failures.push(error);
        stop.abort(error);
      }
    }
  };
  await Promise.all(Array.from({ length: FILES_AT_ONCE }, worker));
  if (failures.length > 0) throw failures[0];
}

/** Sizes that nobody knows yet: texts before graphs. */
const guessedSize = ({ path, bytes }: ModelFile): number => bytes ?? (/\.onnx|\.pb$/.test(path) ? 1e12 : 1e6);

const smallFirst = (a: ModelFile, b: ModelFile): number => guessedSize(a) - guessedSize(b);
