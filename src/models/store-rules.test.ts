import { describe, expect, it } from 'vitest';
import type { Space, StoredModel } from '../contract/model-store';
import { bytesToFree, freeBytes, isShort, leastRecentlyUsed } from './least-recently-used';
import { sortModels } from './sort-models';

const model = (id: string, bytes: number, lastUsed: number, starter = false): StoredModel => ({
  key: id,
  id,
  source: starter ? 'starter' : 'hub',
  revision: 'main',
  commit: null,
  from: 'https://huggingface.co',
  tasks: [],
  dtypes: [],
  bytes,
  lastUsed,
  starter,
});
const space = (usage: number | null, quota: number | null): Space => ({ usage, quota, persisted: false, kind: 'opfs' });
const ids = (models: readonly StoredModel[]) => models.map(({ id }) => id);

const MODELS = [model('b/new', 100, 30), model('a/old', 50, 10), model('loupe/s', 5, 1, true), model('c/mid', 100, 20)];

describe('what is deleted first', () => {
  it('goes from the least recently used on, and stops when enough is free', () => {
    expect(ids(leastRecentlyUsed(MODELS, 40))).toEqual(['a/old']);
    expect(ids(leastRecentlyUsed(MODELS, 51))).toEqual(['a/old', 'c/mid']);
    expect(ids(leastRecentlyUsed(MODELS, 1e9))).toEqual(['a/old', 'c/mid', 'b/new']);
    expect(ids(leastRecentlyUsed(MODELS, 1e9, 2))).toEqual(['a/old', 'c/mid']);
    expect(leastRecentlyUsed(MODELS, 0)).toEqual([]);
  });

  it('calls storage short by its share and by what is left', () => {
    expect(isShort(space(90e9, 100e9))).toBe(true);
    expect(isShort(space(80e9, 100e9))).toBe(false);
    expect(isShort(space(1e9 - 200e6, 1e9))).toBe(true);
    expect(isShort(space(null, 1e9))).toBe(false);
    expect(freeBytes(space(3, 10))).toBe(7);
    expect(freeBytes(space(11, 10))).toBe(0);
    expect(bytesToFree(space(90e9, 100e9))).toBeCloseTo(5e9);
    expect(bytesToFree(space(1e9, 100e9))).toBe(0);
  });

  it('makes room for what somebody wants', () => {
    expect(bytesToFree(space(50e9, 100e9), 60e9)).toBe(10e9);
    expect(bytesToFree(space(50e9, 100e9), 40e9)).toBe(0);
    expect(bytesToFree(space(95e9, 100e9), 6e9)).toBeCloseTo(10e9);
    expect(bytesToFree(space(null, 100e9), 6e9)).toBe(0);
  });
});

it('sorts by last use, size and name', () => {
  expect(ids(sortModels(MODELS, 'last-used'))).toEqual(['b/new', 'c/mid', 'a/old', 'loupe/s']);
  expect(ids(sortModels(MODELS, 'size'))).toEqual(['b/new', 'c/mid', 'a/old', 'loupe/s']);
  expect(ids(sortModels(MODELS, 'name'))).toEqual(['a/old', 'b/new', 'c/mid', 'loupe/s']);
});
