import type { ModelRef } from '../../src/contract/model';
import type { StoreSettings } from '../../src/contract/store-api';
import type { Clock } from './download-context';
import type { ModelRow } from './index-rows';
import type { TabChannel } from './model-lock';
import type { Storage } from './stored-files';

/** What all parts of the store work with. */
export interface StoreSetup {
  storage: Storage;
  /** For starters when the disk is full: they always run. */
  memory: Storage;
  channel: TabChannel;
  clock: Clock;
  /** Of the page. */
  origin: string;
  settings(): StoreSettings;
  /** Bytes that may still be stored; null where the browser does not say. */
  free(): Promise<number | null>;
}

/** What the index begins with when it first hears of a model. */
export const newModelRow = (model: ModelRef, now: number): ModelRow => ({
  key: model.baseUrl,
  id: model.id,
  source: model.source,
  revision: model.revision,
  commit: model.commit ?? null,
  info: null,
  infoAt: 0,
  tasks: [],
  wanted: [],
  lastUsed: now,
});
