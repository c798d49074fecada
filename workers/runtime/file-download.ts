import { FailureError } from '../../src/contract/failure';
import type { ModelFile, ModelRef } from '../../src/contract/model';
import type { DownloadProgress } from './download-progress';
import { corrupt, refusal, unreachable } from './file-failures';
import { ABSENT, toStored } from './file-store';

/** Downloads and verifies one file; null where the server does not have it, or did not when it was last asked. */
export async function download(
  model: ModelRef,
  file: ModelFile,
  signal: AbortSignal,
  knownAbsent: boolean,
  progress: DownloadProgress,
): Promise<Blob | null> {
  const response = await request(model, file, signal, knownAbsent);
  progress.announce(file, response.status === ABSENT ? 0 : announcedLength(response));
  if (response.status === ABSENT) return null;
  if (!response.ok) throw new FailureError(refusal(model, file, response.status));
  const blob = await readBody(model, file, response, signal, (bytes) => progress.add(file, bytes, false));
  const problem = await fileProblem(file, blob, response);
  if (problem) throw new FailureError(corrupt(model, file, problem));
  return blob;
}

async function request(model: ModelRef, file: ModelFile, signal: AbortSignal, knownAbsent: boolean): Promise<Response> {
  try {
    return await fetch(model.baseUrl + file.path, { signal, cache: 'no-cache' });
  } catch (error) {
    signal.throwIfAborted();
    if (knownAbsent) return toStored(null);
    throw new FailureError(unreachable(model, String(error)));
  }
}

async function readBody(
  model: ModelRef,
  file: ModelFile,
  response: Response,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<Blob> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  try {
    const reader = response.body?.getReader();
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      chunks.push(part.value);
      onBytes(part.value.byteLength);
    }
  } catch (error) {
    signal.throwIfAborted();
    throw new FailureError(unreachable(model, `${file.path}: ${String(error)}`));
  }
  return new Blob(chunks);
}

/** Bytes of the body as the server announces them; a compressed body's length is another thing. */
function announcedLength(response: Response): number | undefined {
  const length = response.headers.get('content-length');
  return length === null || response.headers.has('content-encoding') ? undefined : Number(length);
}

/** Says what is wrong with a downloaded file, or null. */
async function fileProblem(file: ModelFile, blob: Blob, response: Response): Promise<string | null> {
  const expected = file.bytes ?? announcedLength(response) ?? blob.size;
  if (file.path.endsWith('.json')) {
    const text = await blob.text();
    if (/^\s*</.test(text)) return 'a web page came instead of the file';
    try {
      JSON.parse(text);
    } catch {
      return 'it is not valid JSON';
    }
  }
  if (blob.size !== expected) return `${blob.size} bytes came instead of ${expected}`;
  if (blob.size === 0) return 'it is empty';
  if (file.sha256 && (await sha256(blob)) !== file.sha256) return 'its SHA-256 is wrong';
  return null;
}

async function sha256(blob: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
