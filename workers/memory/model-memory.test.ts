import { describe, expect, it } from 'vitest';
import { ModelMemory } from './model-memory';

const RUNG = { device: 'wasm', dtype: 'q8' } as const;

/** Models whose names are their ids and whose sizes are given. */
function setUp(sizes: Record<string, number>) {
  const disposed: string[] = [];
  const memory = new ModelMemory<{ dispose(): Promise<void> }>((key) => sizes[key] ?? 0);
  const add = (key: string, id = key) =>
    memory.add({
      key,
      id,
      rung: RUNG,
      model: {
        async dispose() {
          disposed.push(key);
        },
      },
    });
  const keys = () => memory.entries().map(({ key }) => key);
  return { memory, disposed, add, keys };
}

describe('ModelMemory', () => {
  it('lets go of what was not used for the longest time, and no more than it must', async () => {
    const { memory, disposed, add, keys } = setUp({ a: 40, b: 30, c: 20 });
    for (const key of ['a', 'b', 'c']) add(key);
    expect(memory.use('a')).not.toBeNull();
    await memory.makeRoom('d', 30, 100);
    expect(disposed).toEqual(['b']);
    expect(keys()).toEqual(['c', 'a']);
    await memory.makeRoom('d', 90, 100);
    expect(disposed).toEqual(['b', 'c', 'a']);
  });

  it('lets one model in that is larger than the budget', async () => {
    const { memory, disposed, add, keys } = setUp({ a: 500 });
    await memory.makeRoom('a', 500, 100);
    add('a');
    await memory.trim(100);
    expect(disposed).toEqual([]);
    expect(keys()).toEqual(['a']);
  });

  it('never holds the same model twice', async () => {
    const { memory, disposed, add } = setUp({ 'a wasm': 1, 'a webgpu': 1 });
    add('a wasm', 'a');
    await memory.makeRoom('a', 1, 100);
    expect(disposed).toEqual(['a wasm']);
  });

  it('counts what models take now: parts that were loaded later, too', async () => {
    const sizes = { a: 10, b: 10 };
    const { memory, disposed, add } = setUp(sizes);
    add('a');
    add('b');
    await memory.trim(50);
    sizes.b = 45;
    expect(memory.entries().at(-1)).toMatchObject({ key: 'b', bytes: 45 });
    await memory.trim(50);
    expect(disposed).toEqual(['a']);
  });

  it('releases by name, and takes an unknown name for done', async () => {
    const { memory, disposed, add, keys } = setUp({ a: 1, b: 1 });
    add('a');
    add('b');
    await memory.release('a');
    await memory.release('nope');
    expect(disposed).toEqual(['a']);
    expect(keys()).toEqual(['b']);
    expect(memory.use('a')).toBeNull();
  });
});
