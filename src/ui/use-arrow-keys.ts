import { type KeyboardEvent, useRef } from 'react';

/** Where a key leads to in a row; null for a key that is not ours. */
function stepOf(key: string, current: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return Math.min(count - 1, current + 1);
    case 'ArrowLeft':
    case 'ArrowUp':
      return Math.max(0, current - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/**
 * One of a group's children takes part in the order of Tab; the arrow keys, Home and End move on from it.
 * @returns what to give the element whose children these are
 */
export function useArrowKeys<E extends HTMLElement>(current: number, count: number, onMove: (next: number) => void) {
  const ref = useRef<E>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = stepOf(event.key, current, count);
    if (next === null) return;
    event.preventDefault();
    onMove(next);
    (ref.current?.children[next] as HTMLElement | undefined)?.focus();
  };
  return { ref, onKeyDown };
}
