import { expect, it } from 'vitest';
import { sheetLayout } from './picture-sheet';

it('gives pictures of any shape a place of their own, inside of the sheet', () => {
  const sizes = Array.from({ length: 14 }, (_, index) => ({ width: 16, height: index === 3 ? 8 : 24 }));
  const { places, width, height } = sheetLayout(sizes);
  expect(places).toHaveLength(14);
  expect(places[3]).toMatchObject({ width: 160, height: 80 });
  expect(places[0]).toMatchObject({ x: 12, y: 12, height: 160 });
  for (const [index, one] of places.entries()) {
    expect(one.x + one.width).toBeLessThan(width);
    expect(one.y + one.height + 15).toBeLessThan(height);
    for (const other of places.slice(index + 1)) {
      const apart = one.x + one.width < other.x || other.x + other.width < one.x || one.y + one.height + 15 < other.y;
      expect(apart).toBe(true);
    }
  }
});

it('is as wide as one picture needs', () => {
  expect(sheetLayout([{ width: 16, height: 16 }])).toMatchObject({ width: 184, height: 206 });
});
