import type { Tensor } from '@huggingface/transformers';
import { expect, it, vi } from 'vitest';
import { KeyValueCache } from './decoder-cache';

// The library itself wants a browser: stand-ins for the few parts that hold the cache.
vi.mock('@huggingface/transformers', () => ({
  Tensor: class {
    location = 'cpu';
    constructor(
      readonly type: string,
      readonly data: Float32Array,
      readonly dims: number[],
    ) {}
  },
  DynamicCache: class {
    constructor(entries: object) {
      Object.assign(this, entries);
    }
    update(entries: Record<string, { dispose?(): void }>) {
      for (const [name, tensor] of Object.entries(entries)) {
        const slots = this as unknown as typeof entries;
        if (slots[name] !== tensor) slots[name]?.dispose?.();
        slots[name] = tensor;
      }
    }
    async dispose() {
      for (const tensor of Object.values(this)) tensor.dispose?.();
    }
  },
}));
vi.mock('onnxruntime-web/webgpu', () => ({}));

const tensor = (values: number[], dims: number[]) => ({
  type: 'float32',
  location: 'cpu',
  data: Float32Array.from(values),
  dims,
  dispose: vi.fn(),
});
const outputs = (entries: Record<string, ReturnType<typeof tensor>>) => entries as unknown as Record<string, Tensor>;
const entryOf = (cache: KeyValueCache, name: string) =>
  (cache.entries as unknown as Record<string, ReturnType<typeof tensor>>)[name];

it('takes over what comes out under the name that goes in, and gives back what it replaces', () => {
  const cache = new KeyValueCache();
  const old = tensor([1, 2], [2, 1]);
  cache.keep(outputs({ logits: tensor([0], [1, 1]), 'present.0.key': old }));
  const fresh = tensor([3, 4], [2, 1]);
  cache.keep(outputs({ 'present.0.key': fresh }));
  expect(Object.keys(cache.entries ?? {})).toEqual(['past_key_values.0.key']);
  expect(entryOf(cache, 'past_key_values.0.key')).toBe(fresh);
  expect(old.dispose).toHaveBeenCalledOnce();
});

it("keeps an encoder's keys of the first pass", () => {
  const cache = new KeyValueCache();
  const first = tensor([1, 2], [2, 1]);
  cache.keep(outputs({ 'present.0.encoder.key': first, 'present.0.decoder.key': tensor([5, 6], [2, 1]) }));
  const empty = { ...tensor([], [0, 1]), location: 'gpu-buffer' };
  cache.keep(outputs({ 'present.0.encoder.key': empty, 'present.0.decoder.key': tensor([7, 8], [2, 1]) }));
  expect(entryOf(cache, 'past_key_values.0.encoder.key')).toBe(first);
  expect(empty.dispose).toHaveBeenCalledOnce();
  expect(first.dispose).not.toHaveBeenCalled();
});

it('copies rows to where they are wanted, more or fewer than there were', async () => {
  const cache = new KeyValueCache();
  const old = tensor([1, 2, 3, 4, 5, 6], [3, 2]);
  cache.keep(outputs({ 'present.0.key': old }));
  await cache.reorder([2, 0, 2, 1]);
  expect(Array.from(entryOf(cache, 'past_key_values.0.key')?.data ?? [])).toEqual([5, 6, 1, 2, 5, 6, 3, 4]);
  expect(entryOf(cache, 'past_key_values.0.key')?.dims).toEqual([4, 2]);
  expect(Array.from(old.data)).toEqual([1, 2, 3, 4, 5, 6]);
  await cache.reorder([1]);
  expect(Array.from(entryOf(cache, 'past_key_values.0.key')?.data ?? [])).toEqual([1, 2]);
  await cache.dispose();
  expect(cache.entries).toBeNull();
});
