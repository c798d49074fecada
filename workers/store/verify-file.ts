import { FailureError } from '../../src/contract/failure';
import type { ModelFile } from '../../src/contract/model';
import { checkContent } from './check-file';
import type { DownloadContext } from './download-context';
import { corrupt } from './failures';
import type { GrowingFile } from './growing-file';
import type { FileRow } from './index-rows';

/** What is looked at of a file that is no JSON. */
const HEAD_BYTES = 512;

/**
 * Compares a file whose bytes are all here with its hash, its size, and what it should look like.
 * @returns its row, `whole`
 * @throws FailureError model-file-corrupt; nothing of it is kept then
 */
export async function verifyFile(
  { model, progress }: DownloadContext,
  file: ModelFile,
  growing: GrowingFile,
): Promise<FileRow> {
  const total = growing.total ?? 0;
  const sha256 = await digestOf(growing, total, () => progress.verifies(file.path));
  const problem = await problemWith(file, growing, total, sha256);
  if (!problem) return growing.settle(total, sha256);
  await growing.discard();
  throw new FailureError(corrupt(model, file, problem));
}

/** A full disk may take bytes without a word and not have them afterwards. */
async function digestOf(growing: GrowingFile, total: number, onRest: () => void): Promise<string> {
  try {
    return await growing.digest(total, onRest);
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== 'NotReadableError') throw error;
    await growing.discard();
    throw new DOMException('The disk did not keep what was written.', 'QuotaExceededError');
  }
}

/** A web page or broken JSON is told as such, whatever its hash. */
async function problemWith(
  { path, bytes }: ModelFile,
  growing: GrowingFile,
  total: number,
  sha256: string,
): Promise<string | null> {
  const looked = growing.head(path.endsWith('.json') ? total : Math.min(total, HEAD_BYTES));
  const problem = await checkContent(path, new Blob([looked]));
  if (problem) return problem;
  if (bytes !== undefined && total !== bytes) return `${total} bytes came instead of ${bytes}`;
  return growing.expectedHash !== null && sha256 !== growing.expectedHash ? 'its SHA-256 is wrong' : null;
}
