// @vitest-environment happy-dom
import { cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Capabilities } from '../../contract/capabilities';
import type { RunEvent } from '../../contract/events';
import { createFakeEngine, type FakeRun } from '../../engine/fake-engine';
import type { DiffusionDetails } from '../../lib/diffusion-result';
import { createTaskStore } from '../../run/run-store';
import { TaskStoreContext } from '../../run/use-task-store';
import Panel from './Panel';
import { task } from './task';

// Looking up roles among so many knobs is slow on a busy machine, and no time is asserted here.
vi.setConfig({ testTimeout: 60_000 });
configure({ asyncUtilTimeout: 20_000 });

beforeEach(() => localStorage.clear());
afterEach(cleanup);

const STEPS = 3;
const picture = (image: number, step: number): RunEvent => ({
  type: 'preview',
  image,
  step,
  width: 2,
  height: 2,
  pixels: new Uint8ClampedArray(16),
});
const events = (images: number, steps = STEPS): RunEvent[] => [
  { type: 'ready' },
  { type: 'schedule', timesteps: [999, 666, 333], sigmas: [14, 4, 1, 0] },
  ...Array.from({ length: steps }, (_, index): RunEvent[] => [
    ...Array.from({ length: images }, (_, image) => picture(image, index + 1)),
    { type: 'step', step: index + 1, total: STEPS, unit: 'denoising' },
  ]).flat(),
];
const images = (...seeds: number[]) =>
  seeds.map((seed) => ({ blob: new Blob(['x'], { type: 'image/png' }), width: 64, height: 64, seed }));
const details: DiffusionDetails = {
  scheduler: 'DDIMScheduler',
  timesteps: [999, 666, 333],
  sigmas: [14, 4, 1, 0],
  first_step: 0,
  milliseconds_per_step: 12,
  prompt: { tokens: 4, chunk_size: 75, chunks: 1, truncated: null },
  negative_prompt: null,
};

function show(script: () => FakeRun) {
  const openTask = vi.fn();
  const engine = createFakeEngine(script, {} as Capabilities, {
    countTokens: (payload) => ({
      tokens: (payload as { prompt: string }).prompt.split(' ').length,
      chunk_size: 75,
      chunks: 1,
      truncated: null,
    }),
  });
  const store = createTaskStore({ task, models: [], engine, storage: localStorage, openTask });
  render(
    <TaskStoreContext.Provider value={store}>
      <Panel />
    </TaskStoreContext.Provider>,
  );
  return { engine, store, openTask };
}
const run = () => fireEvent.click(screen.getByRole('button', { name: 'Run' }));
const finished =
  (...seeds: number[]) =>
  (): FakeRun => ({
    events: events(seeds.length),
    outcome: { value: { images: images(...seeds) }, details },
  });

describe('the prompt', () => {
  it('is counted in tokens while it is typed', async () => {
    const { store } = show(finished(1));
    store.getState().setInput('prompt', 'a red house');
    expect(await screen.findByText('3 of 75 tokens, 1 chunk')).toBeTruthy();
  });

  it('grows by phrases that the starter knows', async () => {
    const { store } = show(finished(1));
    store.getState().setInput('prompt', 'a red house on the left');
    fireEvent.keyDown(screen.getByRole('button', { name: 'Details' }), { key: 'Enter' });
    fireEvent.click(await screen.findByRole('menuitem', { name: 'in the snow' }));
    await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
    fireEvent.keyDown(screen.getByRole('button', { name: 'Style' }), { key: 'Enter' });
    fireEvent.click(await screen.findByRole('menuitem', { name: 'watercolour' }));
    expect(store.getState().draft.input.prompt).toBe('a red house on the left in the snow, watercolour');
  });
});

describe('the seed', () => {
  it('is random, fixed or counting, and the number that was typed comes back', () => {
    const { store } = show(finished(1));
    const seed = () => store.getState().draft.parameters.seed;
    fireEvent.change(screen.getByRole('spinbutton', { name: 'seed' }), { target: { value: '77' } });
    expect(seed()).toBe(77);
    fireEvent.click(screen.getByRole('radio', { name: 'Random' }));
    expect(seed()).toBeNull();
    fireEvent.click(screen.getByRole('radio', { name: 'Increment' }));
    expect(seed()).toBe(77);
    expect(store.getState().seedMode).toBe('increment');
  });
});

describe('a run', () => {
  it('shows the pictures so far with the noise that is left, and keeps the last ones of a stop', async () => {
    const { store } = show(() => ({
      events: events(2, 2),
      outcome: { value: {}, details },
      gate: new Promise(() => {}),
    }));
    store.getState().setInput('prompt', 'a red house');
    run();
    expect(await screen.findByRole('img', { name: 'Picture 2 after step 2' })).toBeTruthy();
    expect(screen.getByRole('img', { name: /^sigma over the steps: from 14\.0 to 0\.00, now 1\.00$/ })).toBeTruthy();
    expect(screen.getByText(/step 2 of 3/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Stop' }));
    expect(await screen.findByRole('heading', { name: 'As far as it came' })).toBeTruthy();
    expect(screen.getByRole('img', { name: 'Picture 1 after step 2' })).toBeTruthy();
    expect(screen.getByText('Stopped. The last picture is kept below.')).toBeTruthy();
  });

  it('is gone back through step by step', async () => {
    const { store } = show(finished(5));
    store.getState().setInput('prompt', 'a red house');
    run();
    expect(await screen.findByRole('heading', { name: 'Picture' })).toBeTruthy();
    const slider = screen.getByRole('slider', { name: 'Step to look at' });
    expect(slider.getAttribute('aria-valuetext')).toBe('finished');
    fireEvent.keyDown(slider, { key: 'ArrowLeft' });
    expect(await screen.findByRole('img', { name: 'Picture 1 after step 3' })).toBeTruthy();
    fireEvent.keyDown(slider, { key: 'Home' });
    expect(await screen.findByRole('img', { name: 'Picture 1 after step 1' })).toBeTruthy();
    expect(screen.getByRole('img', { name: /now 4\.00$/ })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Finished' }));
    await waitFor(() => expect(slider.getAttribute('aria-valuetext')).toBe('finished'));
  });

  it('gives pictures whose seed is locked with one click, and which go on to image-to-image', async () => {
    const { store, openTask } = show(finished(41, 42));
    store.getState().setInput('prompt', 'a red house');
    run();
    expect(await screen.findByRole('heading', { name: '2 pictures' })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Lock seed 42' }));
    expect(store.getState().draft.parameters.seed).toBe(42);
    const second = within(screen.getByRole('group', { name: 'What to do with picture 2' }));
    fireEvent.click(second.getByRole('button', { name: 'Image to image' }));
    expect(openTask).toHaveBeenCalledWith(
      'image-to-image',
      expect.objectContaining({ input: { prompt: 'a red house', image: expect.any(Blob), mask_image: null } }),
    );
  });

  it('is varied: the same words, four other seeds', async () => {
    const { engine, store } = show(finished(41));
    store.getState().setInput('prompt', 'a red house');
    run();
    fireEvent.click(await screen.findByRole('button', { name: 'Variations' }));
    await waitFor(() => expect(engine.calls).toHaveLength(2));
    expect(engine.calls[1]?.input).toMatchObject({ prompt: 'a red house', seed: null, num_images: 4 });
  });
});

describe('a file that is dropped on the tab', () => {
  it('and is no picture is refused in words; the form stays', async () => {
    vi.stubGlobal('createImageBitmap', () => Promise.reject(new Error('no picture')));
    const { store } = show(finished(1));
    store.getState().setInput('prompt', 'my words');
    const event = new Event('drop', { cancelable: true });
    const file = new File(['text'], 'notes.txt', { type: 'text/plain' });
    Object.assign(event, { dataTransfer: { files: [file], types: ['Files'] } });
    fireEvent(window, event);
    expect(await screen.findByText(/This file is no picture that this browser can read/)).toBeTruthy();
    expect(store.getState().draft.input.prompt).toBe('my words');
    vi.unstubAllGlobals();
  });
});

describe('a grid', () => {
  it('makes a picture for each pair of values, goes on after a stop, and keeps them in the gallery', async () => {
    let open = () => {};
    let runs = 0;
    const { engine, store } = show(() => {
      runs += 1;
      const gate = runs === 2 ? new Promise<void>((resolve) => (open = resolve)) : undefined;
      return { ...(gate && { gate }), outcome: { value: { images: images(7) }, details } };
    });
    store.getState().setInput('prompt', 'a red house');
    fireEvent.change(await screen.findByLabelText('Values of num_inference_steps'), { target: { value: '2, 4' } });
    fireEvent.click(screen.getByText('Make 2 pictures'));
    await waitFor(() => expect(engine.calls).toHaveLength(2));
    fireEvent.click(screen.getByText('Stop the grid'));
    expect(await screen.findByText('1 of 2 pictures, stopped')).toBeTruthy();
    open();
    fireEvent.click(screen.getByText('Resume the grid'));
    expect(await screen.findByText('2 of 2 pictures')).toBeTruthy();
    expect(engine.calls.map(({ input }) => (input as { num_inference_steps: number }).num_inference_steps)).toEqual([
      2, 4, 4,
    ]);
    const seeds = engine.calls.map(({ input }) => (input as { seed: number }).seed);
    expect(new Set(seeds).size).toBe(1);
    await waitFor(async () => expect(await store.getState().gallery.list()).toHaveLength(2));
  });
});
