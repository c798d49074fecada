import { expect, it } from 'vitest';
import { openStorage } from './key-value-store';

it('keeps values in memory where the browser forbids storage', () => {
  const store = openStorage(() => {
    throw new Error('SecurityError');
  });
  expect(store.getItem('a')).toBeNull();
  store.setItem('a', '1');
  expect(store.getItem('a')).toBe('1');
});

it('falls back for a value that does not fit, and forgets the fallback once it does', () => {
  const real = new Map<string, string>([['a', 'old']]);
  let full = true;
  const store = openStorage(() => ({
    getItem: (key) => real.get(key) ?? null,
    setItem: (key, value) => {
      if (full) throw new Error('QuotaExceededError');
      real.set(key, value);
    },
  }));
  store.setItem('a', 'new');
  expect(store.getItem('a')).toBe('new');
  full = false;
  store.setItem('a', 'newer');
  expect([store.getItem('a'), real.get('a')]).toEqual(['newer', 'newer']);
});
