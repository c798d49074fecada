import { BlobReader, configure, type FileEntry, ZipReader } from '@zip.js/zip.js/lib/zip-core-native.js';
import { FailureError } from '../../src/contract/failure';
import { importRefused } from './failures';
import type { ImportSource } from './import-source';
import { safePath } from './safe-path';

const MAX_ENTRIES = 5000;
const MAX_TOTAL_BYTES = 64e9;
/** Text that repeats itself packs a thousandfold; weights and tokenizers do not. */
const MAX_RATIO = 200;
const SMALL_BYTES = 10e6;

// This is a worker already, and the browser inflates.
configure({ useWebWorkers: false, useCompressionStream: true });

/**
 * The files of a zip, read from the Blob where they lie when they are wanted.
 * @throws FailureError import-refused: no zip, encrypted, names that lead out of it, or far more than it says
 */
export async function readZip(zip: Blob): Promise<ImportSource[]> {
  const entries = await entriesOf(zip);
  if (entries.length > MAX_ENTRIES) throw refused(`it has ${entries.length} files, more than any model`);
  const files = entries.filter((entry): entry is FileEntry => !entry.directory);
  const total = files.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (total > MAX_TOTAL_BYTES) throw refused('it unpacks to more than 64 GB');
  return files.map(sourceOf);
}

async function entriesOf(zip: Blob) {
  const reader = new ZipReader(new BlobReader(zip));
  try {
    return await reader.getEntries();
  } catch (error) {
    throw refused('it cannot be read as a zip', String(error));
  } finally {
    await reader.close();
  }
}

function sourceOf(entry: FileEntry): ImportSource {
  const { filename, uncompressedSize: bytes, compressedSize, encrypted } = entry;
  const path = safePath(filename);
  if (path === null)
    throw refused(
      `it has a file with the name ${JSON.stringify(filename.slice(0, 100))}, which leads out of it or fits no system`,
    );
  if (encrypted) throw refused('it is encrypted');
  if (bytes > SMALL_BYTES && bytes > compressedSize * MAX_RATIO) throw refused(`${path} is a zip bomb`);
  return {
    path,
    bytes,
    open() {
      const { readable, writable } = limited(bytes, path);
      entry.getData(writable, { checkSignature: true }).catch(() => {});
      return readable;
    },
  };
}

/** Hands bytes on as long as there are no more than were declared. */
function limited(bytes: number, path: string): TransformStream<Uint8Array, Uint8Array<ArrayBuffer>> {
  let seen = 0;
  return new TransformStream({
    transform(chunk, controller) {
      seen += chunk.byteLength;
      if (seen > bytes) throw refused(`${path} unpacks to more than it says`);
      controller.enqueue(new Uint8Array(chunk));
    },
    flush() {
      if (seen < bytes) throw refused(`${path} unpacks to less than it says`);
    },
  });
}

const refused = (problem: string, detail?: string): FailureError =>
  new FailureError(
    importRefused(
      `The zip was not taken: ${problem}.`,
      'Pack the folder of the model again, and try that zip.',
      detail,
    ),
  );
