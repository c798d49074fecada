import { describe, expect, it, vi } from 'vitest';
import type { Capabilities } from '../contract/capabilities';
import type { RunResult } from '../contract/run';
import type { TaskDefinition } from '../contract/task';
import { createFakeEngine } from '../engine/fake-engine';
import { DEMO_TASK } from '../lib/demo-task';
import { DIFFUSION_PARAMETERS, SIZE_PARAMETERS } from '../lib/diffusion-parameters';
import { createMemoryPictures } from './images/picture-drafts';
import { createTaskStore } from './run-store';

const image = { type: 'image', label: 'Picture', help: '', maxBytes: 1e6 } as const;
const task: TaskDefinition = {
  ...DEMO_TASK,
  id: 'image-to-image',
  inputs: {
    prompt: { ...DEMO_TASK.inputs.text, batch: false },
    image,
    mask_image: { ...image, optional: true },
  },
  parameters: { ...SIZE_PARAMETERS, ...DIFFUSION_PARAMETERS },
  examples: [{ label: 'Example', input: { prompt: 'an example' } }],
};

const png = (text = 'x') => new Blob([text], { type: 'image/png' });

/** Gives each run as many pictures as were asked for, from the seed on. */
function setUp(storage: Map<string, string> = new Map(), pictures = createMemoryPictures()) {
  const engine = createFakeEngine((_, given) => {
    const { seed, num_images } = given as { seed: number | null; num_images: number };
    const images = Array.from({ length: num_images }, (_, index) => ({
      blob: png(),
      width: 8,
      height: 8,
      seed: (seed ?? 1000) + index,
    }));
    return { outcome: { value: { images } } };
  }, {} as Capabilities);
  const run = engine.run;
  // The real engine records the parameters that were used, the drawn seed among them.
  engine.run = async (id, given, options): Promise<RunResult> => {
    const result = await run(id, given, options);
    const { seed, num_images } = given as { seed: number | null; num_images: number };
    return { ...result, run: { ...result.run, parameters: { seed: seed ?? 1000, num_images } } };
  };
  const keyed = {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, value: string) => void storage.set(key, value),
  };
  return { store: createTaskStore({ task, models: [], engine, storage: keyed, pictures }), storage, pictures, engine };
}

describe('the draft of a picture task', () => {
  it('has its pictures again after a reload, also the ones that were set aside', async () => {
    const { store, storage, pictures } = setUp();
    await vi.waitFor(async () => expect(await pictures.load('none')).toBeNull());
    store.getState().setInput('image', png('first'));
    store.getState().takeOver({ input: { image: png('second') } });
    const { store: again } = setUp(storage, pictures);
    await vi.waitFor(() => expect(again.getState().draft.input.image).toBeInstanceOf(Blob));
    await vi.waitFor(() => expect(again.getState().replaced?.input.image).toBeInstanceOf(Blob));
    const { draft, replaced } = again.getState();
    expect(await (draft.input.image as Blob).text()).toBe('second');
    const { image: former } = replaced?.input ?? {};
    expect(await (former as Blob).text()).toBe('first');
  });

  it('keeps a picture that was chosen before the stored one was read', async () => {
    const first = setUp();
    await vi.waitFor(() => expect(first.store.getState().draft).toBeTruthy());
    await first.pictures.save('image-to-image.draft.image', png('stored'));
    const { store } = setUp(first.storage, first.pictures);
    store.getState().setInput('image', png('chosen'));
    await new Promise((resolve) => setTimeout(resolve));
    expect(await (store.getState().draft.input.image as Blob).text()).toBe('chosen');
  });

  it('loses no picture to a link, which can hold none', () => {
    const { store } = setUp();
    store.getState().setInput('image', png());
    store.getState().openDraft({ input: { prompt: 'from a link' } });
    expect(store.getState().draft.input).toMatchObject({ prompt: 'from a link', image: expect.any(Blob) });
  });

  it('is set aside only where something of its own would be gone', () => {
    const { store } = setUp();
    store.getState().setInput('prompt', 'my words');
    store.getState().takeOver({ input: { image: png() } });
    expect(store.getState().replaced).toBeNull();
    store.getState().setParameter('negative_prompt', 'clouds');
    store.getState().takeOver({ parameters: { negative_prompt: '' } });
    expect(store.getState().replaced?.parameters.negative_prompt).toBe('clouds');
  });

  it('takes from another task only what it has a place for', () => {
    const { store } = setUp();
    store.getState().takeOver({ input: { prompt: 'a', audio: png() }, parameters: { strength: 0.5, eta: 0.1 } });
    const { input, parameters } = store.getState().draft;
    expect(input).not.toHaveProperty('audio');
    expect(parameters).not.toHaveProperty('strength');
    expect(parameters.eta).toBe(0.1);
  });
});

describe('after a run', () => {
  it('the pictures are in the gallery with the seed that makes each alone', async () => {
    const { store } = setUp();
    store.getState().setInput('prompt', 'a red house');
    store.getState().setParameter('num_images', 3);
    await store.getState().start();
    await vi.waitFor(async () => expect(await store.getState().gallery.list()).toHaveLength(3));
    expect((await store.getState().gallery.list()).map(({ seed }) => seed)).toEqual([1002, 1001, 1000]);
  });

  it('a counting seed goes on after the ones that were used', async () => {
    const { store } = setUp();
    store.getState().setSeedMode('increment');
    store.getState().setParameter('num_images', 2);
    await store.getState().start();
    expect(store.getState().draft.parameters.seed).toBe(1002);
    await store.getState().start();
    expect(store.getState().draft.parameters.seed).toBe(1004);
    store.getState().setSeedMode('fixed');
    await store.getState().start();
    expect(store.getState().draft.parameters.seed).toBe(1004);
  });
});
