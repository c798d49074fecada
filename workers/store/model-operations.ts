import { downloadZip } from 'client-zip';
import type { Dtype, ModelRef } from '../../src/contract/model';
import type { FileProblem } from '../../src/contract/model-store';
import { failed, type Outcome, success } from '../../src/contract/outcome';
import { newFileName } from './disk';
import { dropOutdated } from './doubt';
import { GONE, refusal } from './failures';
import { hashBlob } from './hash-file';
import { temporaryName } from './heal';
import { askHub } from './hub-api';
import type { FileRow, ModelRow } from './index-rows';
import { filesToRemove } from './model-list';
import { dtypeOfPath, withRealFiles } from './real-files';
import type { StoreSetup } from './store-setup';
import { drop } from './stored-files';
import type { Transfers } from './transfers';

interface StoredRow {
  row: ModelRow;
  files: FileRow[];
}

/** A model that there is something of, and what there is. */
async function storedRow({ storage: { index } }: StoreSetup, key: string): Promise<StoredRow | null> {
  const row = await index.model(key);
  const files = row ? (await index.files(key)).filter(({ state }) => state !== 'absent') : [];
  return row && files.length > 0 ? { row, files } : null;
}

export async function removeModel(
  setup: StoreSetup,
  transfers: Pick<Transfers, 'forget'>,
  key: string,
  dtype: Dtype | undefined,
): Promise<Outcome<null>> {
  const { index } = setup.storage;
  const row = await index.model(key);
  if (!row) return success(null);
  await transfers.forget(key, dtype);
  const files = await index.files(key);
  const removed = filesToRemove(files, dtype);
  for (const file of removed) await drop(setup.storage, file);
  const gone = new Set(removed.map(({ path }) => path));
  if (removed.length === files.length) await index.removeModel(key);
  else await index.putModel({ ...row, wanted: row.wanted.filter((path) => !gone.has(path)) });
  return success(null);
}

/** Reads everything again; what is damaged is dropped, so that the next use fetches it. */
export async function verifyModel(
  setup: StoreSetup,
  key: string,
  signal: AbortSignal,
): Promise<Outcome<FileProblem[]>> {
  const stored = await storedRow(setup, key);
  if (!stored) return failed(GONE);
  const problems: FileProblem[] = [];
  for (const file of stored.files.filter(({ state }) => state === 'whole')) {
    const problem = await problemOf(setup, file, signal);
    if (!problem) continue;
    problems.push({ path: file.path, problem });
    await drop(setup.storage, file);
  }
  return success(problems);
}

async function problemOf({ storage }: StoreSetup, file: FileRow, signal: AbortSignal): Promise<string | null> {
  const blob = await storage.disk.open(file.name);
  if (!blob) return 'it is gone from the disk';
  if (blob.size !== file.bytes) return `it has ${blob.size} bytes instead of ${file.bytes}`;
  try {
    return (await hashBlob(blob, signal)) === file.sha256 ? null : 'its SHA-256 is wrong';
  } catch {
    signal.throwIfAborted();
    return 'it cannot be read from the disk';
  }
}

export async function hasUpdate(setup: StoreSetup, key: string, signal: AbortSignal): Promise<Outcome<boolean | null>> {
  const stored = await storedRow(setup, key);
  if (!stored) return failed(GONE);
  if (stored.row.source !== 'hub' || stored.row.commit === null) return success(null);
  const answer = await askHub(setup.settings(), refOf(stored.row), signal);
  if (answer.kind === 'unreachable') return failed(answer.failure);
  if (answer.kind === 'none') return success(null);
  return success(answer.info.commit === null ? null : answer.info.commit !== stored.row.commit);
}

/** Drops files that are others in the new commit, and fetches them for the dtypes that were here. */
export async function updateModel(
  setup: StoreSetup,
  transfers: Pick<Transfers, 'forget' | 'add'>,
  key: string,
  signal: AbortSignal,
): Promise<Outcome<null>> {
  const stored = await storedRow(setup, key);
  if (!stored) return failed(GONE);
  const { row, files } = stored;
  if (row.source !== 'hub') return success(null);
  const settings = setup.settings();
  const answer = await askHub(settings, refOf(row), signal);
  if (answer.kind === 'unreachable') return failed(answer.failure);
  if (answer.kind === 'none') {
    const { status, code } = answer;
    const refused = { status: status ?? 404, code, withToken: settings.token !== null };
    return failed(refusal(row, { path: 'config.json' }, refused));
  }
  const { info } = answer;
  await transfers.forget(row.key, undefined);
  await dropOutdated(setup.storage, row.key, info);
  await setup.storage.index.putModel({ ...row, info, infoAt: setup.clock.now(), commit: info.commit });
  for (const model of wantedAgain(row, files, { ...refOf(row), ...(info.commit ? { commit: info.commit } : {}) })) {
    const [weights] = model.weights;
    if (weights) transfers.add(withRealFiles(model, info.files), weights.dtype);
  }
  return success(null);
}

/** What was here, dtype by dtype, as references that can be fetched. */
function wantedAgain(row: ModelRow, files: readonly FileRow[], ref: ModelRef): ModelRef[] {
  const paths = [...new Set([...files.map(({ path }) => path), ...row.wanted])];
  const shared = paths.filter((path) => dtypeOfPath(path) === null).map((path) => ({ path, optional: true }));
  const dtypes = new Set(files.flatMap(({ path }) => dtypeOfPath(path) ?? []));
  return [...dtypes].map((dtype) => {
    const own = paths.filter((path) => dtypeOfPath(path) === dtype && /\.(onnx|pb)$/.test(path));
    return { ...ref, files: shared, weights: [{ dtype, files: own.map((path) => ({ path })) }] };
  });
}

const refOf = ({ id, source, revision, key }: ModelRow): ModelRef => ({
  ...{ id, source, revision },
  baseUrl: key,
  files: [],
  weights: [],
});

/** A zip, written to the disk while it is made. It goes with the next start of the store. */
export async function exportModel(setup: StoreSetup, key: string): Promise<Outcome<Blob>> {
  const stored = await storedRow(setup, key);
  if (!stored) return failed(GONE);
  const { disk } = setup.storage;
  const inputs = [];
  for (const { path, name, state } of stored.files) {
    const blob = state === 'whole' ? await disk.open(name) : null;
    if (blob) inputs.push({ name: path, input: blob, size: blob.size, lastModified: new Date(0) });
  }
  const zip = downloadZip(inputs);
  const name = temporaryName(setup.clock.now(), newFileName());
  const writer = await disk.write(name);
  let at = 0;
  try {
    for await (const bytes of zip.body ?? []) {
      writer.write(at, bytes);
      at += bytes.byteLength;
    }
  } catch (error) {
    await writer.close();
    await disk.remove(name);
    throw error;
  }
  await writer.close();
  const blob = await disk.open(name);
  if (!blob) throw new Error('the zip is gone from the disk');
  return success(blob.slice(0, blob.size, 'application/zip'));
}
