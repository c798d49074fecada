import { describe, expect, it } from 'vitest';
import golden from './goldens/stop-strings.json';
import { stopStringTest } from './stop-strings';

const decode = (ids: number[]): string => ids.map((id) => golden.words[id]).join('');

describe('stopStringTest', () => {
  it.each(golden.cases)('as StopStringCriteria: $strings', ({ strings, stops }) => {
    const test = stopStringTest({ decode }, strings);
    for (const [index, ids] of golden.sequences.entries()) {
      expect(test?.(ids), decode(ids)).toBe(stops[index] === 1);
    }
    expect(stops).toContain(1);
    expect(stops).toContain(0);
  });

  it('is no test without strings', () => {
    expect(stopStringTest({ decode }, null)).toBeNull();
    expect(stopStringTest({ decode }, [])).toBeNull();
  });

  it('finds a string whose characters are split over byte-level tokens', () => {
    const decodeBytes = (ids: number[]) => new TextDecoder().decode(Uint8Array.from(ids));
    const test = stopStringTest({ decode: decodeBytes }, ['世界']);
    const bytes = [...new TextEncoder().encode('Hallo, 世界!')];
    const stopped = bytes.map((_, index) => test?.(bytes.slice(0, index + 1)));
    expect(stopped.indexOf(true)).toBe(bytes.length - 2);
    expect(stopped.at(-1)).toBe(false);
  });
});
