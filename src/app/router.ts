import { useSyncExternalStore } from 'react';

const subscribe = (listener: () => void) => {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
};

/** The address behind the `#`. Static hosts need no rule for it, and it works offline. */
export const useHash = (): string => useSyncExternalStore(subscribe, () => location.hash);

/** Shortens the address once a permalink has been read: a later reload must not undo what was typed since. */
export function replaceHash(hash: string): void {
  history.replaceState(history.state, '', hash);
  dispatchEvent(new HashChangeEvent('hashchange'));
}
