import { PYTHON_SPACE } from './python-space.ts';

/** A piece of a prompt and its weight. The end of a chunk is `{ text: 'BREAK', weight: -1 }`. */
export interface WeightedText {
  text: string;
  weight: number;
}

const ROUND = 1.1;
const SQUARE = 1 / 1.1;
const TOKEN = new RegExp(
  String.raw`\\[()[\]\\]|\\|\(|\[|:${PYTHON_SPACE}*([+-]?[.0-9]+)${PYTHON_SPACE}*\)|\)|\]|[^\\()[\]:]+|:`,
  'g',
);
const BREAK = new RegExp(String.raw`${PYTHON_SPACE}*(?<![\p{L}\p{N}_])BREAK(?![\p{L}\p{N}_])${PYTHON_SPACE}*`, 'u');

/**
 * AUTOMATIC1111's attention syntax, to the digit: (word) times 1.1, [word] divided by 1.1, (word:1.3) times 1.3, nested
 * as deep as wished; `\( \) \[ \] \\` are the characters themselves. A bracket that is not closed reaches to the end.
 * Every text is valid. Neighbours of equal weight are one piece; an empty prompt is one empty piece.
 *
 * Two of its habits are kept, because pictures depend on them: a BREAK inside brackets has another weight than -1 and is
 * then an ordinary word, and [from:to:when] must have been resolved before (promptSchedule). One is not: a weight that is
 * no number, as in (a:1.2.3), stops it; here it is text.
 */
export function parsePromptAttention(prompt: string): WeightedText[] {
  const pieces: WeightedText[] = [];
  const round: number[] = [];
  const square: number[] = [];
  const multiply = (from: number, factor: number) => {
    for (const piece of pieces.slice(from)) piece.weight *= factor;
  };
  const close = (open: number[], factor: number): boolean => {
    const from = open.pop();
    if (from !== undefined) multiply(from, factor);
    return from !== undefined;
  };
  for (const [token, digits] of prompt.matchAll(TOKEN)) {
    const weight = digits === undefined ? Number.NaN : Number(digits);
    if (token.startsWith('\\')) pieces.push({ text: token.slice(1), weight: 1 });
    else if (token === '(') round.push(pieces.length);
    else if (token === '[') square.push(pieces.length);
    else if (!Number.isNaN(weight) && close(round, weight)) continue;
    else if (token === ')' && close(round, ROUND)) continue;
    else if (token === ']' && close(square, SQUARE)) continue;
    else if (digits !== undefined && Number.isNaN(weight) && round.length > 0) {
      pieces.push({ text: token.slice(0, -1), weight: 1 });
      close(round, ROUND);
    } else pieces.push(...textWithBreaks(token));
  }
  for (const from of round) multiply(from, ROUND);
  for (const from of square) multiply(from, SQUARE);
  return merged(pieces);
}

function textWithBreaks(text: string): WeightedText[] {
  return text
    .split(BREAK)
    .flatMap((part, index) => [...(index > 0 ? [{ text: 'BREAK', weight: -1 }] : []), { text: part, weight: 1 }]);
}

function merged(pieces: readonly WeightedText[]): WeightedText[] {
  const result: WeightedText[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (last?.weight === piece.weight) last.text += piece.text;
    else result.push(piece);
  }
  return result.length > 0 ? result : [{ text: '', weight: 1 }];
}
