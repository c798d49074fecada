import { expect, it } from 'vitest';
import { storedSelfChecks } from './self-checks';

function fakeStorage(initial?: string) {
  const values = new Map(initial === undefined ? [] : [['loupe.self-checks', initial]]);
  return {
    values,
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => {
      values.set(key, value);
    },
  };
}

const CHECKED = { verdict: 'checked', deviation: 0.001 } as const;

it('keeps verdicts over a reload, the newest for each name', () => {
  const storage = fakeStorage();
  storedSelfChecks(storage).keep('a', CHECKED);
  storedSelfChecks(storage).keep('a', { failure: { code: 'numerical-failure', message: 'm', action: 'x' } });
  expect(storedSelfChecks(storage).find('a')).toMatchObject({ failure: { code: 'numerical-failure' } });
  expect(storedSelfChecks(storage).find('b')).toBeNull();
});

it.each(['{', 'null', '{"a":1}', '[["a"]]', '[["a",{"verdict":"perhaps"}]]', '[["a",null]]'])(
  'takes %s for nothing',
  (text) => {
    expect(storedSelfChecks(fakeStorage(text)).find('a')).toBeNull();
  },
);

it('forgets the oldest beyond two hundred', () => {
  const storage = fakeStorage();
  const checks = storedSelfChecks(storage);
  for (let i = 0; i < 201; i++) checks.keep(`model ${i}`, CHECKED);
  expect(checks.find('model 0')).toBeNull();
  expect(checks.find('model 1')).toEqual(CHECKED);
});
