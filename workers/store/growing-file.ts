import type { ModelFile } from '../../src/contract/model';
import { type DiskWriter, newFileName } from './disk';
import type { DownloadContext } from './download-context';
import { type GrowingHash, hashGrowingFile } from './hash-file';
import { type FileRow, fileKey } from './index-rows';
import { addRange, type ByteRange, coveredBytes, PART_BYTES, prefixLength } from './ranges';

/** How much may be lost in a crash. */
const PERSIST_BYTES = 2 ** 20;
const LOCK_TRIES = 20;

/**
 * One file on its way to the disk: which of its bytes lie there, of which version they are, what the index has of that,
 * and the hash of what has arrived in order.
 */
export class GrowingFile {
  done: readonly ByteRange[];
  /** Bytes of the whole file; null while nobody has said. */
  total: number | null;
  etag: string | null;
  /** Hexadecimal SHA-256 that the file must have; null where nobody says. */
  expectedHash: string | null;
  private state: 'growing' | 'settled' | 'damaged' = 'growing';
  private persisted: number;
  private flushed: number;
  private hashing: Promise<void> | null = null;
  private saving: Promise<void> = Promise.resolve();

  private constructor(
    private readonly context: DownloadContext,
    private readonly file: ModelFile,
    private row: FileRow,
    private readonly writer: DiskWriter,
    private hash: GrowingHash,
  ) {
    this.done = row.done;
    this.total = row.bytes;
    this.etag = row.etag;
    this.expectedHash = row.sha256;
    this.persisted = coveredBytes(row.done);
    this.flushed = this.persisted;
  }

  /** @param known the row that the index has of it: what lies there of the same version is gone on with */
  static async open(context: DownloadContext, file: ModelFile, known: FileRow | undefined): Promise<GrowingFile> {
    const row = startingRow(context, file, known);
    await context.index.putFile(row);
    const writer = await openWriter(context, row.name);
    return new GrowingFile(context, file, row, writer, await hashGrowingFile(writer));
  }

  write(at: number, bytes: Uint8Array, signal: AbortSignal): void {
    this.writer.write(at, bytes);
    this.done = addRange(this.done, [at, at + bytes.byteLength]);
    if (coveredBytes(this.done) - this.persisted >= PERSIST_BYTES) this.persist();
    this.hashOn(signal);
  }

  /** Reads the beginning of what lies on the disk. */
  head(bytes: number): Uint8Array<ArrayBuffer> {
    const head = new Uint8Array(bytes);
    this.writer.read(0, head);
    return head;
  }

  /** An answer brings the whole file from its first byte: what was there is written over. */
  async beginAgain(): Promise<void> {
    this.done = [];
    if (this.hash.reached > 0 || this.hashing) await this.hashAfresh();
  }

  /** Forgets bytes and version: the next ones are another file's. */
  async clear(): Promise<void> {
    this.done = [];
    this.persisted = 0;
    this.flushed = 0;
    this.total = this.file.bytes ?? null;
    this.etag = null;
    this.expectedHash = this.file.sha256 ?? null;
    await this.hashAfresh();
    this.writer.truncate(0);
    this.persist();
  }

  /**
   * The SHA-256 of all its bytes, hexadecimal.
   * @param onRest called where much of it is still to be read
   */
  async digest(total: number, onRest: () => void): Promise<string> {
    this.hash.hurry();
    if (this.hash.reached < total - PART_BYTES) onRest();
    await this.hashing;
    this.writer.truncate(total);
    await this.hash.advance(total, this.context.signal);
    return this.hash.digest();
  }

  /** Its bytes are as they should be. */
  async settle(total: number, sha256: string): Promise<FileRow> {
    this.writer.flush();
    await this.saving;
    this.row = { ...this.row, bytes: total, sha256, etag: this.etag, state: 'whole', done: [] };
    this.state = 'settled';
    await this.context.index.putFile(this.row);
    return this.row;
  }

  /** Nothing of it is of use. */
  async discard(): Promise<void> {
    this.done = [];
    this.state = 'damaged';
    await this.saving;
    this.row = { ...this.row, bytes: null, sha256: null, etag: null, done: [] };
    this.writer.truncate(0);
    await this.context.index.removeFile(this.row);
  }

  /** The server does not have it. */
  async markAbsent(): Promise<FileRow> {
    this.state = 'settled';
    await this.saving;
    this.row = { ...this.row, bytes: 0, sha256: null, etag: null, state: 'absent', done: [] };
    await this.context.index.putFile({ ...this.row, name: '' });
    return this.row;
  }

  /** Gives the disk back; what is unfinished is kept where the disk can keep it. */
  async close(): Promise<void> {
    const { disk, index } = this.context;
    await Promise.allSettled([this.hashing, this.saving]);
    if (this.state === 'growing') this.persist();
    await this.saving;
    try {
      await this.writer.close();
    } catch (error) {
      // Only now does it turn out that there is no room for it.
      await index.removeFile(this.row);
      throw error;
    }
    if (this.row.state === 'whole') return;
    if (this.state === 'growing' && disk.keepsPartial) return;
    await disk.remove(this.row.name);
    if (this.row.state === 'partial') await index.removeFile(this.row);
  }

  /** Writes down what lies on the disk, so that the next start need not fetch it again. */
  private persist(): void {
    const { disk, index } = this.context;
    if (!disk.keepsPartial) return;
    this.persisted = coveredBytes(this.done);
    // Only a power cut could lose what was not flushed, and then the hash tells.
    if (this.persisted - this.flushed >= PART_BYTES) {
      this.writer.flush();
      this.flushed = this.persisted;
    }
    this.row = { ...this.row, bytes: this.total, sha256: this.expectedHash, etag: this.etag, done: this.done };
    const { row } = this;
    // On a full disk the account of what is done cannot be kept; whether the bytes can, the disk itself says.
    this.saving = this.saving.then(() => index.putFile(row)).catch(() => {});
  }

  /** Hashes what has arrived in order while the rest is under way. */
  private hashOn(signal: AbortSignal): void {
    const reached = prefixLength(this.done);
    if (this.hashing || reached - this.hash.reached < PERSIST_BYTES) return;
    this.hashing = this.hash
      .advance(reached, signal)
      .catch(() => {})
      .finally(() => {
        this.hashing = null;
      });
  }

  private async hashAfresh(): Promise<void> {
    await this.hashing;
    this.hash = await hashGrowingFile(this.writer);
  }
}

/** Goes on where an unfinished file of the same version lies; otherwise begins a new one. */
function startingRow({ model, disk }: DownloadContext, file: ModelFile, known: FileRow | undefined): FileRow {
  const bytes = file.bytes ?? null;
  const sha256 = file.sha256 ?? null;
  const same =
    (known?.bytes ?? bytes) === (bytes ?? known?.bytes) && (known?.sha256 ?? sha256) === (sha256 ?? known?.sha256);
  if (known?.state === 'partial' && known.name !== '' && same && disk.keepsPartial) return known;
  const fresh = { key: fileKey(model.baseUrl, file.path), model: model.baseUrl, path: file.path };
  const name = known?.state === 'partial' && known.name !== '' ? known.name : newFileName();
  return { ...fresh, name, bytes, sha256, etag: null, state: 'partial', done: [] };
}

/** The tab that wrote the file before may just be closing. */
async function openWriter({ disk, clock, signal }: DownloadContext, name: string): Promise<DiskWriter> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await disk.write(name);
    } catch (error) {
      const locked = error instanceof DOMException && error.name === 'NoModificationAllowedError';
      if (!locked || tries === LOCK_TRIES) throw error;
      await clock.wait(250, signal);
    }
  }
}
