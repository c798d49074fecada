import { FailureError } from '../../src/contract/failure';
import type { ModelFile } from '../../src/contract/model';
import { checkContent } from './check-file';
import { type DiskWriter, newFileName } from './disk';
import type { DownloadContext } from './download-context';
import { corrupt, keepsChanging, notAsListed, refusal } from './failures';
import { type GrowingHash, hashGrowingFile } from './hash-file';
import { type FileRow, fileKey } from './index-rows';
import { addRange, type ByteRange, coveredBytes, cutRanges, missingRanges, prefixLength } from './ranges';
import { BusyError, ChangedError, NoRangesError, retrying } from './retrying';
import { type Answer, request, UnclearRangeError, type Version } from './transport';

/** Bytes of one part, and how much may be lost in a crash. */
export const PART_BYTES = 8 * 2 ** 20;
const PERSIST_BYTES = 2 ** 20;
/** How often a file may turn out to be another one before that is told. */
const MAX_CHANGES = 2;
const RETRIED_STATUS: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * Brings one file to the disk, part by part, straight to its place, and verifies it. What an earlier try has done is
 * not fetched again, as long as the server still has the same file.
 * @param known the row that the index has of it
 * @returns its row: `whole`, or `absent` where the server does not have it
 * @throws FailureError, or the signal's reason; parts that are done are kept in both cases
 */
export async function downloadFile(
  context: DownloadContext,
  file: ModelFile,
  known: FileRow | undefined,
): Promise<FileRow> {
  const row = startingRow(context, file, known);
  await context.index.putFile(row);
  const writer = await openWriter(context, row.name);
  const download = new FileDownload(context, file, row, writer, await hashGrowingFile(writer));
  try {
    return await download.finish(known?.state === 'absent' ? known : null);
  } finally {
    await download.close();
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

const LOCK_TRIES = 20;

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

class FileDownload {
  private done: readonly ByteRange[];
  private total: number | null;
  private etag: string | null;
  private expectedHash: string | null;
  private persisted: number;
  private flushed: number;
  private hashing: Promise<void> = Promise.resolve();
  private saving: Promise<void> = Promise.resolve();
  private rangesRefused = false;
  private answered = false;
  private ended = false;
  private damaged = false;
  private hashingNow = false;
  /** Ends what is still under way when one part has failed. */
  private round = new AbortController();

  constructor(
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

  async finish(absentBefore: FileRow | null): Promise<FileRow> {
    for (let changes = 0; ; ) {
      this.tell();
      try {
        const found = await this.fetchParts();
        return found ? await this.verify() : await this.markAbsent();
      } catch (error) {
        if (error instanceof NoRangesError && !this.rangesRefused) this.rangesRefused = true;
        else if (error instanceof ChangedError && changes < MAX_CHANGES) changes += 1;
        else if (error instanceof ChangedError) throw new FailureError(keepsChanging(this.context.model, this.file));
        else if (isUnreachable(error) && absentBefore) return this.markAbsent();
        else throw error;
        await this.startAgain();
      }
    }
  }

  /** Gives the disk back; what is unfinished is kept where the disk can keep it. */
  async close(): Promise<void> {
    this.round.abort();
    await Promise.allSettled([this.hashing, this.saving]);
    if (!this.ended && this.context.disk.keepsPartial) this.persist();
    await this.saving.catch(() => {});
    const { disk, index } = this.context;
    try {
      await this.writer.close();
    } catch (error) {
      // Only now does it turn out that there is no room for it.
      await index.removeFile(this.row);
      throw error;
    }
    if (this.row.state === 'whole') return;
    if (this.row.state === 'partial' && !this.damaged && disk.keepsPartial) return;
    await disk.remove(this.row.name);
    if (this.row.state === 'partial') await index.removeFile(this.row);
  }

  /** False where the server does not have the file. */
  private async fetchParts(): Promise<boolean> {
    this.round = new AbortController();
    const { connections } = this.context;
    const fetchPart = (range: ByteRange | null, alone = false) => connections.run(() => this.fetchPart(range, alone));
    if (this.rangesRefused) return fetchPart(null);
    const untouched = this.done.length === 0;
    // Small files come in one answer, which may be compressed; of others the first part tells how long they are.
    if (untouched && this.total !== null && this.total <= PART_BYTES) return fetchPart(null);
    if (untouched && this.total === null && !(await fetchPart([0, PART_BYTES], true))) return false;
    const parts = cutRanges(missingRanges(this.done, this.total ?? 0), PART_BYTES);
    try {
      return (await Promise.all(parts.map((part) => fetchPart(part)))).every(Boolean);
    } catch (error) {
      this.round.abort(error);
      throw error;
    }
  }

  /**
   * One part, or with null the whole file, until it is here.
   * @param alone no other part is under way: a server without ranges may answer with the whole file
   */
  private fetchPart(range: ByteRange | null, alone: boolean): Promise<boolean> {
    const { context, file } = this;
    const signal = AbortSignal.any([context.signal, this.round.signal]);
    return retrying({ ...context, signal }, file.path, async (onProgress) => {
      signal.throwIfAborted();
      const wanted = this.remainderOf(range);
      if (wanted !== null && wanted[0] >= wanted[1]) return true;
      const answer = await this.ask(wanted, signal);
      if (answer.kind === 'refused') return this.refused(answer);
      this.accept(answer, wanted, alone);
      if (answer.kind === 'whole' && this.hash.reached > 0) await this.hashAfresh();
      await this.read(answer, wanted, onProgress);
      return true;
    });
  }

  /** What is still missing of a part after a break; a whole file begins anew where its length is not known. */
  private remainderOf(range: ByteRange | null): ByteRange | null {
    if (range && !this.rangesRefused) {
      const gap = missingRanges(this.done, range[1]).find(([, end]) => end > range[0]);
      return gap ? [Math.max(gap[0], range[0]), range[1]] : [range[1], range[1]];
    }
    const reached = prefixLength(this.done);
    return this.rangesRefused || this.total === null || reached === 0 ? null : [reached, this.total];
  }

  private async ask(wanted: ByteRange | null, signal: AbortSignal): Promise<Answer> {
    const { context, file } = this;
    try {
      return await request(context.sourceOf(file.path), wanted, this.etag, signal, context.clock.now);
    } catch (error) {
      throw error instanceof UnclearRangeError ? new NoRangesError() : error;
    }
  }

  private refused({ status, code, retryAfter }: Extract<Answer, { kind: 'refused' }>): boolean {
    const { model, sourceOf } = this.context;
    if (status === 404 && code !== 'RevisionNotFound' && code !== 'RepoNotFound') return false;
    if (status === 416 && this.done.length > 0) throw new ChangedError();
    if (status === 416) throw new FailureError(corrupt(model, this.file, 'it is empty'));
    const withToken = 'authorization' in sourceOf(this.file.path).headers;
    const failure = refusal(model, this.file, { status, code, retryAfter, withToken });
    throw RETRIED_STATUS.has(status) ? new BusyError(failure, retryAfter) : new FailureError(failure);
  }

  /** Compares what comes with what was begun. */
  private accept(answer: Extract<Answer, { version: Version }>, wanted: ByteRange | null, alone: boolean): void {
    const { model } = this.context;
    const { total, version } = answer;
    const expected = this.file.bytes ?? null;
    if (expected !== null && total !== null && total !== expected) {
      throw new FailureError(corrupt(model, this.file, `${total} bytes came instead of ${expected}`));
    }
    const listedHash = model.source === 'hub' ? this.file.sha256 : undefined;
    if (listedHash !== undefined && version.sha256 !== null && version.sha256 !== listedHash) {
      throw new FailureError(notAsListed(model, this.file));
    }
    const begun = this.done.length > 0 || this.answered;
    const otherEtag = this.etag !== null && version.etag !== null && this.etag !== version.etag;
    const otherLength = this.total !== null && total !== null && this.total !== total;
    // Where the hash is known it decides: servers of one host may disagree about ETags.
    if (begun && ((otherEtag && this.file.sha256 === undefined) || otherLength)) throw new ChangedError();
    if (answer.kind === 'whole' && wanted !== null && (this.done.length > 0 || wanted[0] > 0))
      throw new NoRangesError();
    if (answer.kind === 'whole') this.done = [];
    if (answer.kind === 'whole' && wanted !== null && alone) this.rangesRefused = true;
    this.answered = true;
    this.etag = version.etag;
    this.total = total ?? expected;
    if (model.source === 'hub') this.expectedHash = this.file.sha256 ?? version.sha256 ?? null;
  }

  private async read(answer: Extract<Answer, { body: unknown }>, wanted: ByteRange | null, onProgress: () => void) {
    const end = answer.kind === 'part' && wanted ? wanted[1] : Number.POSITIVE_INFINITY;
    let at = answer.kind === 'part' && wanted ? wanted[0] : 0;
    const { round } = this;
    await answer.body((bytes) => {
      if (round.signal.aborted) return;
      const fitting = bytes.subarray(0, Math.max(0, end - at));
      this.writer.write(at, fitting);
      this.done = addRange(this.done, [at, at + fitting.byteLength]);
      at += fitting.byteLength;
      onProgress();
      this.context.progress.moved();
      this.tell();
      if (coveredBytes(this.done) - this.persisted >= PERSIST_BYTES) this.persist();
      this.hashOn();
    });
    if (answer.kind === 'whole' && answer.total === null) this.total = at;
    const last = Math.min(end, answer.total ?? at);
    if (at < last) throw new TypeError(`the connection ended after ${at} of ${last} bytes`);
  }

  /** Writes down what lies on the disk, so that the next start need not fetch it again. */
  private persist(): void {
    if (!this.context.disk.keepsPartial) return;
    this.persisted = coveredBytes(this.done);
    // Only a power cut could lose what was not flushed, and then the hash tells.
    if (this.persisted - this.flushed >= PART_BYTES) {
      this.writer.flush();
      this.flushed = this.persisted;
    }
    this.row = { ...this.row, bytes: this.total, sha256: this.expectedHash, etag: this.etag, done: this.done };
    const { row } = this;
    // On a full disk the account of what is done cannot be kept; whether the bytes can, the disk itself says.
    this.saving = this.saving.then(() => this.context.index.putFile(row)).catch(() => {});
  }

  /** Hashes what has arrived in order while the rest is under way. */
  private hashOn(): void {
    const { hash, context, round } = this;
    if (this.hashingNow || prefixLength(this.done) - hash.reached < PERSIST_BYTES) return;
    this.hashingNow = true;
    this.hashing = hash
      .advance(prefixLength(this.done), AbortSignal.any([context.signal, round.signal]))
      .catch(() => {})
      .finally(() => {
        this.hashingNow = false;
      });
  }

  private async hashAfresh(): Promise<void> {
    await this.hashing;
    this.hash = await hashGrowingFile(this.writer);
  }

  private async startAgain(): Promise<void> {
    this.round.abort();
    this.done = [];
    this.persisted = 0;
    this.flushed = 0;
    this.answered = false;
    this.total = this.file.bytes ?? null;
    this.etag = null;
    this.expectedHash = this.file.sha256 ?? null;
    await this.hashAfresh();
    this.writer.truncate(0);
    this.persist();
  }

  private async verify(): Promise<FileRow> {
    const { context, file, writer } = this;
    this.hash.hurry();
    const total = this.total ?? 0;
    if (this.hash.reached < total - PART_BYTES) context.progress.verifies(file.path);
    await this.hashing;
    writer.truncate(total);
    await this.hashRest(total);
    const sha256 = this.hash.digest();
    const problem = await this.problemWith(total, sha256);
    if (problem) {
      await this.discard();
      throw new FailureError(corrupt(context.model, file, problem));
    }
    writer.flush();
    await this.saving;
    this.row = { ...this.row, bytes: total, sha256, etag: this.etag, state: 'whole', done: [] };
    this.ended = true;
    await context.index.putFile(this.row);
    return this.row;
  }

  /** A full disk may take bytes without a word and not have them afterwards. */
  private async hashRest(total: number): Promise<void> {
    try {
      await this.hash.advance(total, this.context.signal);
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== 'NotReadableError') throw error;
      await this.discard();
      throw new DOMException('The disk did not keep what was written.', 'QuotaExceededError');
    }
  }

  /** A web page or broken JSON is told as such, whatever its hash. */
  private async problemWith(total: number, sha256: string): Promise<string | null> {
    const { file, writer } = this;
    const looked = new Uint8Array(file.path.endsWith('.json') ? total : Math.min(total, 512));
    writer.read(0, looked);
    const problem = await checkContent(file.path, new Blob([looked]));
    if (problem) return problem;
    if (file.bytes !== undefined && total !== file.bytes) return `${total} bytes came instead of ${file.bytes}`;
    return this.expectedHash !== null && sha256 !== this.expectedHash ? 'its SHA-256 is wrong' : null;
  }

  private async discard(): Promise<void> {
    this.done = [];
    this.ended = true;
    this.damaged = true;
    await this.saving;
    this.row = { ...this.row, bytes: null, sha256: null, etag: null, done: [] };
    this.writer.truncate(0);
    await this.context.index.removeFile(this.row);
  }

  private async markAbsent(): Promise<FileRow> {
    this.ended = true;
    await this.saving;
    const row: FileRow = { ...this.row, bytes: 0, sha256: null, etag: null, state: 'absent', done: [] };
    await this.context.index.putFile({ ...row, name: '' });
    this.row = row;
    this.context.progress.file(this.file.path, 0, 0);
    return row;
  }

  private tell(): void {
    this.context.progress.file(this.file.path, coveredBytes(this.done), this.total);
  }
}

const isUnreachable = (error: unknown): boolean =>
  error instanceof FailureError && error.failure.code === 'network-unreachable';
