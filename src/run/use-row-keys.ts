import { type KeyboardEvent, useEffect, useRef, useState } from 'react';

/** The attribute that the button of each row carries, with its position. */
export const ROW_TOGGLE = 'data-row-toggle';

const PAGE = 10;

/** Which row a key leads to; null for a key that is not ours. */
function target(key: string, from: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return from + 1;
    case 'ArrowUp':
      return from - 1;
    case 'PageDown':
      return from + PAGE;
    case 'PageUp':
      return from - PAGE;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/** One row takes part in the order of Tab; the arrow keys, Home, End and the page keys move on from it. */
export function useRowKeys(count: number) {
  const grid = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const wanted = useRef<number | null>(null);
  const last = Math.max(0, count - 1);
  const current = Math.min(active, last);
  useEffect(() => {
    if (wanted.current !== current) return;
    wanted.current = null;
    const toggle = grid.current?.querySelector<HTMLElement>(`[${ROW_TOGGLE}="${current}"]`);
    toggle?.focus({ preventScroll: true });
    toggle?.scrollIntoView({ block: 'nearest' });
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.target instanceof HTMLElement) || !event.target.hasAttribute(ROW_TOGGLE)) return;
    const next = target(event.key, current, count);
    if (next === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    wanted.current = Math.min(last, Math.max(0, next));
    setActive(wanted.current);
  };
  return { grid, active: current, setActive, onKeyDown };
}
