import { expect, it, vi } from 'vitest';
import { TitleProgress } from './title-progress';
import { WakeGuard } from './wake-guard';

function fakePage() {
  const listeners: (() => void)[] = [];
  const page = {
    title: 'Summarization – Loupe',
    visibilityState: 'visible' as DocumentVisibilityState,
    addEventListener: (_: string, listener: () => void) => {
      listeners.push(listener);
    },
  };
  const turn = (state: DocumentVisibilityState) => {
    page.visibilityState = state;
    for (const listener of listeners) listener();
  };
  return { page: page as typeof page & Pick<Document, 'addEventListener'>, turn };
}

it('holds one lock for all, and asks for it again when the page is back', async () => {
  const release = vi.fn(async () => {});
  const request = vi.fn(async () => ({ release }));
  const { page, turn } = fakePage();
  const guard = new WakeGuard({ request }, page);
  guard.hold();
  guard.hold();
  expect(request).toHaveBeenCalledTimes(1);
  turn('hidden');
  expect(request).toHaveBeenCalledTimes(1);
  turn('visible');
  expect(request).toHaveBeenCalledTimes(2);
  guard.release();
  await Promise.resolve();
  expect(release).not.toHaveBeenCalled();
  guard.release();
  await vi.waitFor(() => expect(release).toHaveBeenCalledTimes(1));
  turn('hidden');
  turn('visible');
  expect(request).toHaveBeenCalledTimes(2);
});

it('does without a lock where the browser gives none', async () => {
  const { page } = fakePage();
  for (const wakeLock of [undefined, { request: () => Promise.reject(new Error('low battery')) }]) {
    const guard = new WakeGuard(wakeLock, page);
    guard.hold();
    await Promise.resolve();
    guard.release();
  }
});

it('shows progress in the title of a hidden page alone, and gives the title back', () => {
  const { page, turn } = fakePage();
  const title = new TitleProgress(page);
  title.progress(0.1);
  expect(page.title).toBe('Summarization – Loupe');
  turn('hidden');
  title.progress(0.427);
  expect(page.title).toBe('42 % – Loupe');
  title.end(true, 'Summarization');
  expect(page.title).toBe('✓ Done – Summarization – Loupe');
  turn('visible');
  expect(page.title).toBe('Summarization – Loupe');
});

it('does not take back a title that the page has got meanwhile', () => {
  const { page, turn } = fakePage();
  const title = new TitleProgress(page);
  turn('hidden');
  title.progress(0.5);
  page.title = 'Translation – Loupe';
  turn('visible');
  expect(page.title).toBe('Translation – Loupe');
});
