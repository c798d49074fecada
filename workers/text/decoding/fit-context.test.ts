import { describe, expect, it } from 'vitest';
import { fitContext } from './fit-context';
import { lengthLimits } from './generation-options';

const prompt = (length: number) => Array.from({ length }, (_, index) => index);
const fitted = (length: number, max_new_tokens: number | null, max_length: number | null = null) =>
  fitContext(prompt(length), { max_new_tokens, max_length }, 100);

describe('fitContext', () => {
  it('leaves alone what fits', () => {
    expect(fitted(75, 25)).toEqual({ ids: prompt(75), cut: 0, room: 25 });
    expect(fitted(90, 4)).toMatchObject({ cut: 0, room: 10 });
  });

  it('cuts from the left, and keeps room for what was asked for, but no more than a quarter', () => {
    expect(fitted(200, 4)).toMatchObject({ cut: 104, room: 4, ids: prompt(200).slice(104) });
    expect(fitted(200, 80)).toMatchObject({ cut: 125, room: 25 });
    expect(fitted(200, null)).toMatchObject({ cut: 125, room: 25 });
    expect(fitted(200, null, 40)).toMatchObject({ cut: 101, room: 1 });
  });
});

describe('lengthLimits', () => {
  const lengths = { max_new_tokens: null, max_length: null, min_new_tokens: 0, min_length: 0 };

  it('lets what is said of new tokens outrank what is said of the whole', () => {
    expect(lengthLimits(lengths, 3, 50)).toEqual({ prompt: 3, maximum: 50, minimum: 0 });
    expect(lengthLimits({ ...lengths, max_length: 10, min_length: 5 }, 3, 50)).toMatchObject({
      maximum: 10,
      minimum: 5,
    });
    const both = { max_new_tokens: 20, max_length: 10, min_new_tokens: 4, min_length: 20 };
    expect(lengthLimits(both, 3, 50)).toMatchObject({ maximum: 23, minimum: 7 });
  });

  it('never leaves the context, and lets one token be written after a prompt that is too long already', () => {
    expect(lengthLimits({ ...lengths, max_new_tokens: 99 }, 3, 50).maximum).toBe(50);
    expect(lengthLimits({ ...lengths, max_length: 4 }, 9, 50).maximum).toBe(10);
  });
});
