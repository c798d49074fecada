import type { Dtype } from '../../src/contract/model';
import type { StoredDtype, StoredModel } from '../../src/contract/model-store';
import { megabytes } from './failures';
import type { FileRow, ModelIndex, ModelRow } from './index-rows';
import { dtypeOfPath } from './real-files';
import { bytesOfRow } from './stored-files';

/** Every model that something is stored of, most recently used first. */
export async function listModels(index: ModelIndex): Promise<StoredModel[]> {
  const [models, files] = await Promise.all([index.models(), index.allFiles()]);
  return models
    .map((row) =>
      storedModel(
        row,
        files.filter(({ model, state }) => model === row.key && state !== 'absent'),
      ),
    )
    .filter(({ bytes }) => bytes > 0)
    .sort((a, b) => b.lastUsed - a.lastUsed);
}

/** What a model that was only downloaded is for. */
const hostSays = ({ info }: ModelRow): string[] => (info?.pipelineTag ? [info.pipelineTag] : []);

/** @param files those that are here, whole or in part */
export function storedModel(row: ModelRow, files: readonly FileRow[]): StoredModel {
  return {
    key: row.key,
    id: row.id,
    source: row.source,
    revision: row.revision,
    commit: row.commit,
    from: row.source === 'local' ? 'this machine' : new URL(row.key).origin,
    tasks: row.tasks.length > 0 ? row.tasks : hostSays(row),
    dtypes: dtypesOf(row, files),
    bytes: files.reduce((sum, file) => sum + bytesOfRow(file), 0),
    lastUsed: row.lastUsed,
    starter: row.source === 'starter',
  };
}

function dtypesOf({ wanted }: ModelRow, files: readonly FileRow[]): StoredDtype[] {
  const whole = new Set(files.filter(({ state }) => state === 'whole').map(({ path }) => path));
  const dtypes = new Set(files.flatMap(({ path }) => dtypeOfPath(path) ?? []));
  return [...dtypes].map((dtype) => ({
    dtype,
    bytes: files.reduce((sum, file) => sum + (dtypeOfPath(file.path) === dtype ? bytesOfRow(file) : 0), 0),
    complete:
      wanted.every((path) => whole.has(path) || ![null, dtype].includes(dtypeOfPath(path))) &&
      files.every(({ path, state }) => state === 'whole' || dtypeOfPath(path) !== dtype),
  }));
}

/** The files that only this dtype needs: those that dtypes share stay while there is another one. */
export function filesToRemove(files: readonly FileRow[], dtype: Dtype | undefined): readonly FileRow[] {
  if (dtype === undefined) return files;
  const own = files.filter(({ path }) => dtypeOfPath(path) === dtype);
  const others = files.some(({ path, state }) => state !== 'absent' && ![null, dtype].includes(dtypeOfPath(path)));
  return others ? own : files;
}

const CANDIDATES = 3;

/** What could be deleted to make room, as people say it; the longest unused first. */
export async function longestUnused(index: ModelIndex, except: string): Promise<string[]> {
  const rows = await index.models();
  const keep = new Set(rows.filter(({ key, source }) => key === except || source === 'starter').map(({ id }) => id));
  return (await listModels(index))
    .filter(({ id }) => !keep.has(id))
    .reverse()
    .slice(0, CANDIDATES)
    .map(({ id, bytes }) => `${id} (${megabytes(bytes)})`);
}
