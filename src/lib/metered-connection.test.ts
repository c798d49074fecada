import { expect, it } from 'vitest';
import { isMetered } from './metered-connection';

it.each([
  [{ saveData: true }, true],
  [{ type: 'cellular' }, true],
  [{ type: 'wifi', saveData: false }, false],
  [{}, false],
  [undefined, false],
])('%j: %s', (connection, metered) => {
  expect(isMetered(connection)).toBe(metered);
});
