import { FailureError } from '../../src/contract/failure';
import type { ModelFile } from '../../src/contract/model';
import type { DownloadContext } from './download-context';
import { corrupt, keepsChanging, notAsListed, refusal } from './failures';
import { GrowingFile } from './growing-file';
import type { FileRow } from './index-rows';
import { type ByteRange, coveredBytes, cutRanges, missingRanges, PART_BYTES, prefixLength } from './ranges';
import { BusyError, ChangedError, NoRangesError, retrying } from './retrying';
import { type Answer, request, UnclearRangeError, type Version } from './transport';
import { verifyFile } from './verify-file';

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
  const growing = await GrowingFile.open(context, file, known);
  const download = new FileDownload(context, file, growing);
  try {
    return await download.finish(known?.state === 'absent');
  } finally {
    download.stop();
    await growing.close();
  }
}

/** The conversation with the server about one file: what is asked for, and whether the answers belong together. */
class FileDownload {
  private rangesRefused = false;
  /** Something has come in this round that what follows must fit. */
  private answered = false;
  /** Ends what is still under way when one part has failed. */
  private round = new AbortController();

  constructor(
    private readonly context: DownloadContext,
    private readonly file: ModelFile,
    private readonly growing: GrowingFile,
  ) {}

  /** @param absentBefore the server did not have it when it was last asked */
  async finish(absentBefore: boolean): Promise<FileRow> {
    const { context, file, growing } = this;
    for (let changes = 0; ; ) {
      this.tell();
      try {
        return (await this.fetchParts()) ? await verifyFile(context, file, growing) : await this.markAbsent();
      } catch (error) {
        if (error instanceof NoRangesError && !this.rangesRefused) this.rangesRefused = true;
        else if (error instanceof ChangedError && changes < MAX_CHANGES) changes += 1;
        else if (error instanceof ChangedError) throw new FailureError(keepsChanging(context.model, file));
        else if (isUnreachable(error) && absentBefore) return this.markAbsent();
        else throw error;
        this.stop();
        this.answered = false;
        await growing.clear();
      }
    }
  }

  stop(): void {
    this.round.abort();
  }

  private markAbsent(): Promise<FileRow> {
    this.context.progress.file(this.file.path, 0, 0);
    return this.growing.markAbsent();
  }

  /** False where the server does not have the file. */
  private async fetchParts(): Promise<boolean> {
    this.round = new AbortController();
    const { connections } = this.context;
    const { done, total } = this.growing;
    const fetchPart = (range: ByteRange | null, alone = false) => connections.run(() => this.fetchPart(range, alone));
    if (this.rangesRefused) return fetchPart(null);
    const untouched = done.length === 0;
    // Small files come in one answer, which may be compressed; of others the first part tells how long they are.
    if (untouched && total !== null && total <= PART_BYTES) return fetchPart(null);
    if (untouched && total === null && !(await fetchPart([0, PART_BYTES], true))) return false;
    const parts = cutRanges(missingRanges(this.growing.done, this.growing.total ?? 0), PART_BYTES);
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
      if (answer.kind === 'whole') await this.growing.beginAgain();
      await this.read(answer, wanted, signal, onProgress);
      return true;
    });
  }

  /** What is still missing of a part after a break; a whole file begins anew where its length is not known. */
  private remainderOf(range: ByteRange | null): ByteRange | null {
    const { done, total } = this.growing;
    if (range && !this.rangesRefused) {
      const gap = missingRanges(done, range[1]).find(([, end]) => end > range[0]);
      return gap ? [Math.max(gap[0], range[0]), range[1]] : [range[1], range[1]];
    }
    const reached = prefixLength(done);
    return this.rangesRefused || total === null || reached === 0 ? null : [reached, total];
  }

  private async ask(wanted: ByteRange | null, signal: AbortSignal): Promise<Answer> {
    const { context, file, growing } = this;
    try {
      return await request(context.sourceOf(file.path), wanted, growing.etag, signal, context.clock.now);
    } catch (error) {
      throw error instanceof UnclearRangeError ? new NoRangesError() : error;
    }
  }

  private refused({ status, code, retryAfter }: Extract<Answer, { kind: 'refused' }>): boolean {
    const { model, sourceOf } = this.context;
    if (status === 404 && code !== 'RevisionNotFound' && code !== 'RepoNotFound') return false;
    if (status === 416 && this.growing.done.length > 0) throw new ChangedError();
    if (status === 416) throw new FailureError(corrupt(model, this.file, 'it is empty'));
    const withToken = 'authorization' in sourceOf(this.file.path).headers;
    const failure = refusal(model, this.file, { status, code, retryAfter, withToken });
    throw RETRIED_STATUS.has(status) ? new BusyError(failure, retryAfter) : new FailureError(failure);
  }

  /** Compares what comes with what was begun. */
  private accept(answer: Extract<Answer, { version: Version }>, wanted: ByteRange | null, alone: boolean): void {
    const { context, file, growing } = this;
    const { model } = context;
    const { total, version } = answer;
    const expected = file.bytes ?? null;
    if (expected !== null && total !== null && total !== expected) {
      throw new FailureError(corrupt(model, file, `${total} bytes came instead of ${expected}`));
    }
    const listedHash = model.source === 'hub' ? file.sha256 : undefined;
    if (listedHash !== undefined && version.sha256 !== null && version.sha256 !== listedHash) {
      throw new FailureError(notAsListed(model, file));
    }
    const begun = growing.done.length > 0 || this.answered;
    const otherEtag = growing.etag !== null && version.etag !== null && growing.etag !== version.etag;
    const otherLength = growing.total !== null && total !== null && growing.total !== total;
    // Where the hash is known it decides: servers of one host may disagree about ETags.
    if (begun && ((otherEtag && file.sha256 === undefined) || otherLength)) throw new ChangedError();
    const whole = answer.kind === 'whole';
    if (whole && wanted !== null && (growing.done.length > 0 || wanted[0] > 0)) throw new NoRangesError();
    if (whole && wanted !== null && alone) this.rangesRefused = true;
    this.answered = true;
    growing.etag = version.etag;
    growing.total = total ?? expected;
    if (model.source === 'hub') growing.expectedHash = file.sha256 ?? version.sha256 ?? null;
  }

  private async read(
    answer: Extract<Answer, { body: unknown }>,
    wanted: ByteRange | null,
    signal: AbortSignal,
    onProgress: () => void,
  ): Promise<void> {
    const end = answer.kind === 'part' && wanted ? wanted[1] : Number.POSITIVE_INFINITY;
    let at = answer.kind === 'part' && wanted ? wanted[0] : 0;
    const { round, growing } = this;
    await answer.body((bytes) => {
      if (round.signal.aborted) return;
      const fitting = bytes.subarray(0, Math.max(0, end - at));
      growing.write(at, fitting, signal);
      at += fitting.byteLength;
      onProgress();
      this.context.progress.moved();
      this.tell();
    });
    if (answer.kind === 'whole' && answer.total === null) growing.total = at;
    const last = Math.min(end, answer.total ?? at);
    if (at < last) throw new TypeError(`the connection ended after ${at} of ${last} bytes`);
  }

  private tell(): void {
    this.context.progress.file(this.file.path, coveredBytes(this.growing.done), this.growing.total);
  }
}

const isUnreachable = (error: unknown): boolean =>
  error instanceof FailureError && error.failure.code === 'network-unreachable';
