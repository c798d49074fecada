import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { MemoryReport } from '../contract/engine';
import { isHeapWasted, MemoryKeeper } from './memory-keeper';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const report = (heap: number | null, ...models: number[]): MemoryReport => ({
  heap,
  budget: 1000,
  loaded: models.map((bytes) => ({ key: `${bytes}`, id: 'm', rung: { device: 'wasm', dtype: 'q8' }, bytes })),
});

it('tells a heap that is used from one that was', () => {
  expect(isHeapWasted(report(500, 10), 100)).toBe(true);
  expect(isHeapWasted(report(500, 100, 200), 100)).toBe(false);
  expect(isHeapWasted(report(90), 100)).toBe(false);
  expect(isHeapWasted(report(null), 100)).toBe(false);
});

it('ends a worker when it has been idle for a while, and only then', () => {
  const retire = vi.fn();
  let idle = false;
  const keeper = new MemoryKeeper(retire, () => idle, 100, 1000);
  keeper.consider(report(500, 10));
  vi.advanceTimersByTime(5000);
  expect(retire).not.toHaveBeenCalled();
  idle = true;
  keeper.consider(report(500, 10));
  keeper.consider(report(500, 400));
  vi.advanceTimersByTime(5000);
  expect(retire).not.toHaveBeenCalled();
  keeper.consider(report(500, 10));
  vi.advanceTimersByTime(999);
  expect(retire).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(retire).toHaveBeenCalledOnce();
});
