import { describe, expect, it } from 'vitest';
import { placeLabels } from './place-labels';

const AREA = { width: 300, height: 200, selected: new Set<number>() };
/** Six pixels a letter. */
const widthOf = (text: string): number => text.length * 6;
const place = (points: readonly (readonly [number, number, string])[], selected: readonly number[] = []) => {
  const screen = new Float32Array(2 * points.length);
  for (const [index, [x, y]] of points.entries()) screen.set([x, y], 2 * index);
  const state = { ...AREA, texts: points.map(([, , text]) => text), selected: new Set(selected) };
  return placeLabels(state, Array.from(points.keys()), screen, widthOf);
};

describe('placeLabels', () => {
  it('puts a text to the right of its point', () => {
    expect(place([[100, 100, 'king']])).toEqual([{ point: 0, text: 'king', x: 108, y: 104, width: 24 }]);
  });

  it('covers no other point: the text goes to the left, above or below', () => {
    const left = place([
      [100, 100, 'king'],
      [120, 100, 'queen'],
    ]);
    expect(left.map(({ point, x, y }) => ({ point, x, y }))).toEqual([
      { point: 0, x: 68, y: 104 },
      { point: 1, x: 128, y: 104 },
    ]);
    const [above] = place([
      [100, 100, 'king'],
      [120, 100, 'a'],
      [80, 100, 'b'],
    ]);
    expect(above).toMatchObject({ point: 0, x: 88, y: 91 });
  });

  it('covers no other text, and leaves out what finds no room', () => {
    const crowd = Array.from({ length: 30 }, (_, index) => [100 + (index % 6), 100 + (index % 5), 'crowded'] as const);
    const placed = place(crowd);
    expect(placed.length).toBeGreaterThan(0);
    expect(placed.length).toBeLessThan(6);
    for (const one of placed)
      for (const other of placed)
        if (one !== other)
          expect(Math.abs(one.y - other.y) > 13 || Math.abs(one.x - other.x) > widthOf('crowded')).toBe(true);
  });

  it('stays inside, and serves what is selected first', () => {
    expect(place([[290, 100, 'at the edge']])[0]).toMatchObject({ x: 290 - 8 - 66 });
    const placed = place(
      [
        [100, 100, 'one'],
        [100, 100, 'two'],
      ],
      [1],
    );
    expect(placed[0]).toMatchObject({ point: 1, x: 108 });
  });

  it('has no texts beside many points but those that are selected', () => {
    const many = Array.from(
      { length: 200 },
      (_, index) => [(index * 37) % 300, (index * 61) % 200, `t${index}`] as const,
    );
    expect(place(many)).toEqual([]);
    expect(place(many, [7]).map(({ text }) => text)).toEqual(['t7']);
  });
});
