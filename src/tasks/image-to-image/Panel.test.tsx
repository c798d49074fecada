// @vitest-environment happy-dom
import { cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Capabilities } from '../../contract/capabilities';
import { createFakeEngine } from '../../engine/fake-engine';
import { createTaskStore } from '../../run/run-store';
import { TaskStoreContext } from '../../run/use-task-store';
import Panel from './Panel';
import { task } from './task';

// Looking up roles among so many knobs is slow on a busy machine, and no time is asserted here.
vi.setConfig({ testTimeout: 60_000 });
configure({ asyncUtilTimeout: 20_000 });

const bitmap = { width: 96, height: 64, close: () => {} };
beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal('createImageBitmap', async (file: Blob) => {
    if ((await file.text()).startsWith('broken')) throw new DOMException('no', 'InvalidStateError');
    return bitmap;
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function show() {
  const engine = createFakeEngine(() => ({ outcome: { value: { images: [] } } }), {} as Capabilities);
  const store = createTaskStore({ task, models: [], engine, storage: localStorage });
  render(
    <TaskStoreContext.Provider value={store}>
      <Panel />
    </TaskStoreContext.Provider>,
  );
  return { engine, store };
}
const choose = (file: File) =>
  fireEvent.change(screen.getByLabelText('Picture from a file'), { target: { files: [file] } });
const png = (text: string) => new File([text], `${text}.png`, { type: 'image/png' });

describe('the picture', () => {
  it('comes from a file, and is asked for with the words', async () => {
    const { engine, store } = show();
    choose(png('house'));
    await waitFor(() => expect(store.getState().draft.input.image).toBeInstanceOf(Blob));
    expect(store.getState().replaced).toBeNull();
    store.getState().setInput('prompt', 'at night');
    fireEvent.click(screen.getByRole('button', { name: 'Run' }));
    await waitFor(() => expect(engine.calls).toHaveLength(1));
    expect(engine.calls[0]?.input).toMatchObject({ prompt: 'at night', image: expect.any(Blob), mask_image: null });
  });

  it('of another file takes its mask away; both are set aside', async () => {
    const { store } = show();
    const mask = png('mask');
    store.getState().setInput('image', png('first'));
    store.getState().setInput('mask_image', mask);
    choose(png('second'));
    await waitFor(() => expect(store.getState().draft.input.mask_image).toBeNull());
    fireEvent.click(await screen.findByRole('button', { name: 'Bring it back' }));
    expect(store.getState().draft.input.mask_image).toBe(mask);
  });

  it('that is broken, empty or too large is refused in words, and the one before stays', async () => {
    const { store } = show();
    const first = png('first');
    store.getState().setInput('image', first);
    choose(png('broken'));
    expect(await screen.findByText(/This picture is damaged, too large, or of a kind/)).toBeTruthy();
    choose(new File(['broken'], 'photo.heic', { type: 'image/heic' }));
    expect(await screen.findByText(/cannot read HEIC/)).toBeTruthy();
    choose(new File([], 'empty.png', { type: 'image/png' }));
    expect(await screen.findByText('This file is empty. Choose another one.')).toBeTruthy();
    const huge = png('huge');
    Object.defineProperty(huge, 'size', { value: 60_000_000 });
    choose(huge);
    expect(await screen.findByText(/This file has 60 MB; at most 50 MB fit/)).toBeTruthy();
    expect(store.getState().draft.input.image).toBe(first);
  });
});
