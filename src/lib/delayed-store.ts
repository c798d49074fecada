import type { KeyValueStore } from './key-value-store';

/** Long enough to skip the strokes of one word, short enough to lose nothing in a crash that anyone would miss. */
const DELAY_MS = 300;

/**
 * A storage whose `setLater` waits for a pause. Nothing is lost when the page goes: what waits is written when it is
 * hidden or left.
 * @param page tells of the end of the page: the window, or what a test puts in its place
 */
export function delayWrites(storage: KeyValueStore, page: EventTarget = globalThis): KeyValueStore {
  const waiting = new Map<string, () => string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const writes = [...waiting];
    waiting.clear();
    for (const [key, make] of writes) storage.setItem(key, make());
  };
  page.addEventListener('pagehide', flush);
  page.addEventListener('visibilitychange', flush, { capture: true });
  return {
    getItem: (key) => waiting.get(key)?.() ?? storage.getItem(key),
    setItem(key, value) {
      waiting.delete(key);
      storage.setItem(key, value);
    },
    setLater(key, make) {
      waiting.set(key, make);
      clearTimeout(timer);
      timer = setTimeout(flush, DELAY_MS);
    },
  };
}
