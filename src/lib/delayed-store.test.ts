import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { delayWrites } from './delayed-store';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const setUp = () => {
  const written = new Map<string, string>();
  const page = new EventTarget();
  const storage = delayWrites(
    { getItem: (key) => written.get(key) ?? null, setItem: (key, value) => void written.set(key, value) },
    page,
  );
  return { written, page, later: (key: string, make: () => string) => storage.setLater?.(key, make), storage };
};

it('writes once, after a pause, and makes the text only then', () => {
  const { written, later } = setUp();
  const make = vi.fn(() => 'typed');
  for (let stroke = 0; stroke < 5; stroke += 1) {
    later('draft', make);
    vi.advanceTimersByTime(100);
  }
  expect(make).not.toHaveBeenCalled();
  vi.advanceTimersByTime(300);
  expect(make).toHaveBeenCalledTimes(1);
  expect(written.get('draft')).toBe('typed');
});

it.each(['pagehide', 'visibilitychange'])('writes what waits at %s', (event) => {
  const { written, page, later } = setUp();
  later('draft', () => 'typed');
  page.dispatchEvent(new Event(event));
  expect(written.get('draft')).toBe('typed');
});

it('reads what waits, and a later write at once goes before it', () => {
  const { storage, written, later } = setUp();
  later('draft', () => 'waiting');
  expect(storage.getItem('draft')).toBe('waiting');
  storage.setItem('draft', 'now');
  vi.advanceTimersByTime(1000);
  expect(written.get('draft')).toBe('now');
});
