import type { ModelRef } from '../../src/contract/model';
import type { HubInfo } from './hub-info';
import type { ModelIndex } from './index-rows';
import { drop, type Storage } from './stored-files';

/** In place of the time at which a host was asked: what it said has turned out otherwise since. */
export const DOUBTED = 0;

/** Sees to it that a model's host is asked again before the model is next used. What is here stays. */
export async function doubtInfo(index: ModelIndex, { baseUrl, source }: Pick<ModelRef, 'baseUrl' | 'source'>) {
  const row = source === 'hub' ? await index.model(baseUrl) : undefined;
  if (row?.info) await index.putModel({ ...row, infoAt: DOUBTED });
}

/** Drops what is not known to be the same in the version that a host lists now. */
export async function dropOutdated(storage: Storage, key: string, info: HubInfo): Promise<void> {
  const now = new Map(info.files.map((file) => [file.path, file]));
  for (const file of await storage.index.files(key)) {
    const listed = now.get(file.path);
    const same = file.state === 'whole' && listed?.sha256 !== undefined && listed.sha256 === file.sha256;
    if (!same) await drop(storage, file);
  }
}
