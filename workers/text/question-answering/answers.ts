import { offsetsIn } from '../encoding/rows';
import type { TextEncoding } from '../offsets/text-encoder';
import type { Span } from './decode-spans';

/** Characters of the context in UTF-16 units, so that `context.slice(start, end)` is the answer. */
export interface Answer {
  score: number;
  start: number;
  end: number;
  answer: string;
}

/** What one window found; spans count tokens of the context. */
export interface WindowSpans {
  /** The context's tokens that the window holds, `from` to before `to`. */
  from: number;
  to: number;
  spans: readonly Span[];
  nullScore: number;
}

interface AnswerOptions {
  handleImpossibleAnswer: boolean;
  /** Whether answers are extended to whole words. */
  alignToWords: boolean;
}

/**
 * Puts together what the windows of one context found, as the Python pipeline does: answers are extended to whole
 * words, the same words found again (in another window, or elsewhere) add their scores, and the empty answer may win.
 * @returns all of them, best first
 */
export function mergeAnswers(
  context: string,
  encoding: TextEncoding,
  windows: readonly WindowSpans[],
  { handleImpossibleAnswer, alignToWords }: AnswerOptions,
): Answer[] {
  const answers = new Map<string, Answer>();
  let nullScore = Number.POSITIVE_INFINITY;
  for (const window of windows) {
    nullScore = Math.min(nullScore, window.nullScore);
    for (const span of window.spans) {
      const [start, end] = charactersOf(encoding, window, alignToWords ? wholeWords(encoding, window, span) : span);
      const answer = context.slice(start, end);
      const same = answers.get(answer.toLowerCase());
      if (same) same.score += span.score;
      else answers.set(answer.toLowerCase(), { score: span.score, start, end, answer });
    }
  }
  const all = [...answers.values()];
  if (handleImpossibleAnswer) all.push({ score: nullScore, start: 0, end: 0, answer: '' });
  return all.sort((a, b) => b.score - a.score);
}

/** From the first token of the first word to the last token of the last one, as far as the window shows them. */
function wholeWords({ words }: TextEncoding, { from, to }: WindowSpans, { start, end }: Span) {
  let first = start;
  while (first > from && words[first - 1] === words[start]) first -= 1;
  let last = end;
  while (last < to - 1 && words[last + 1] === words[end]) last += 1;
  return { start: first, end: last };
}

function charactersOf(encoding: TextEncoding, { from }: WindowSpans, { start, end }: Pick<Span, 'start' | 'end'>) {
  const window = { encoding, from };
  return [offsetsIn(window, start)[0], offsetsIn(window, end)[1]] as const;
}
