import { describe, expect, it } from 'vitest';
import { placeInFrame, seenPart, shownShape } from './crop-frame';

const WIDE = { width: 400, height: 200 };
const SQUARE = { width: 512, height: 512 };

describe('the part of a picture that a run sees', () => {
  it('is the largest rectangle of its shape in the middle, cropped', () => {
    expect(seenPart(WIDE, SQUARE, 'crop')).toEqual({ x: 100, y: 0, width: 200, height: 200 });
    expect(seenPart({ width: 200, height: 400 }, { width: 64, height: 32 }, 'crop')).toEqual({
      x: 0,
      y: 150,
      width: 200,
      height: 100,
    });
  });

  it('is the whole picture otherwise', () => {
    expect(seenPart(WIDE, SQUARE, 'fill')).toEqual({ x: 0, y: 0, ...WIDE });
    expect(shownShape(WIDE, SQUARE, 'default')).toEqual(SQUARE);
    expect(shownShape(WIDE, SQUARE, 'crop')).toEqual(WIDE);
  });

  it('stands in the middle of the frame, filled up', () => {
    expect(placeInFrame(WIDE, SQUARE)).toEqual({ x: 0, y: 0.25, width: 1, height: 0.5 });
  });
});
