import { expect, it } from 'vitest';
import type { ModelRef } from '../contract/model';
import type { StoredModel } from '../contract/model-store';
import { type EngineStore, isHere } from './open-model';

const ref = (host: string): ModelRef => ({
  id: 'a/b',
  source: 'hub',
  revision: 'main',
  baseUrl: `https://${host}/a/b/resolve/main/`,
  files: [],
  weights: [],
});
const stored = (complete: boolean): StoredModel => ({
  key: ref('hub.test').baseUrl,
  id: 'a/b',
  source: 'hub',
  revision: 'main',
  commit: null,
  from: 'https://hub.test',
  tasks: [],
  dtypes: [{ dtype: 'q8', bytes: 1, complete }],
  bytes: 1,
  lastUsed: 0,
  starter: false,
});
const storeWith = (model: StoredModel) => async () => ({ list: async () => [model] }) as unknown as EngineStore;

it('a model counts as here when the files of its own host are, in that dtype, and whole', async () => {
  expect(await isHere(storeWith(stored(true)), ref('hub.test'), 'q8')).toBe(true);
  expect(await isHere(storeWith(stored(true)), ref('hub.test'), 'fp32')).toBe(false);
  expect(await isHere(storeWith(stored(false)), ref('hub.test'), 'q8')).toBe(false);
  expect(await isHere(storeWith(stored(true)), ref('mirror.test'), 'q8')).toBe(false);
});
