import { expect, it } from 'vitest';
import { TokenTexts } from './token-texts';

/** As SentencePiece: words carry the space before them, which is dropped at the beginning of a text; 0 is special. */
const WORDS = ['', '▁Once', '▁upon', '▁a', '▁time', ','];
const decode = (ids: number[]): string =>
  ids
    .map((id) => WORDS[id])
    .join('')
    .replaceAll('▁', ' ')
    .trimStart();

it('puts words to tokens and their alternatives, with the spaces between words', () => {
  const texts = new TokenTexts({ decode });
  const alternatives = [
    { id: 2, logprob: -0.1 },
    { id: 5, logprob: -3 },
    { id: 0, logprob: -5 },
  ];
  const described = texts.describe(
    [1],
    [2, 3, 4, 0].map((id) => ({ id, logprob: -1, alternatives })),
  );
  expect(described.map(({ text }) => text)).toEqual([' upon', ' a', ' time', '']);
  expect(described[0]?.alternatives.map(({ text }) => text)).toEqual([' upon', ',', '']);
});
