import { describe, expect, it } from 'vitest';
import { drawnFrom } from './drawn-from';
import { packSentences, sentencesOf } from './sentences';

const cut = (text: string) => sentencesOf(text).map(({ start, end }) => text.slice(start, end));

describe('sentencesOf', () => {
  it('cuts at sentence ends and leaves white space out', () => {
    expect(cut('One day it rained.  “Why?” she asked! Nobody knew…\n\nThe end')).toEqual([
      'One day it rained.',
      '“Why?” she asked!',
      'Nobody knew…',
      'The end',
    ]);
  });

  it('goes on after titles and initials', () => {
    expect(cut('Dr. Smith met J. K. Brown. They spoke.')).toEqual(['Dr. Smith met J. K. Brown.', 'They spoke.']);
  });

  it('finds nothing in nothing, and everything in one long line', () => {
    expect(cut(' \n\t ')).toEqual([]);
    expect(cut('no end')).toEqual(['no end']);
    expect(cut('これは一つ。これは二つ。')).toEqual(['これは一つ。', 'これは二つ。']);
    expect(cut('👩‍👩‍👧 waved. 🙂 Bye.').join('|')).toBe('👩‍👩‍👧 waved.|🙂 Bye.');
  });
});

describe('packSentences', () => {
  it('fills parts in order, and lets a long sentence stand alone', () => {
    expect(packSentences([3, 4, 2, 20, 1, 1], 8)).toEqual([[0, 1], [2], [3], [4, 5]]);
    expect(packSentences([], 8)).toEqual([]);
  });
});

describe('drawnFrom', () => {
  const source = [
    'The town council of Arden met on Tuesday.',
    'It was raining.',
    'Mayor Rosa Lind announced a new bridge over the river.',
    'The bridge will cost two million euros.',
  ];

  it('finds the sentences whose words a summary uses', () => {
    const [drawn] = drawnFrom(['Mayor Rosa Lind announced a bridge that will cost two million euros.'], source);
    expect(drawn?.map(({ sentence }) => sentence)).toEqual([3, 2]);
    for (const { share } of drawn ?? []) expect(share).toBeGreaterThan(0.2);
  });

  it('says nothing of a sentence that is made up, or empty', () => {
    expect(drawnFrom(['Penguins fly south.', ''], source)).toEqual([[], []]);
    expect(drawnFrom(['The bridge.'], [])).toEqual([[]]);
  });
});
