import { degreeOfAmbiguity } from './ambiguity';
import { characterSets } from './characters';
import { positionsOf } from './positions';
import { parsePattern } from './syntax';

/** The longest that tokenizers of well-known models have is about 1,000. */
const MAX_LENGTH = 8000;
/** GPT-4o's own pattern has two loops that share letters. */
const MAX_DEGREE = 2;

/**
 * Whether a regular expression from a stranger may be run: JavaScript's matcher goes back and tries again, and an
 * expression that reads one text in many ways keeps it busy for ever.
 * @param source in Oniguruma's syntax, as tokenizer.json has it
 * @returns null where its time grows with the text at a bearable rate, else what is wrong with it, in words that follow
 *   on 'a regular expression'. Errs on the safe side: what it cannot read it refuses.
 */
export function regexProblem(source: string): string | null {
  if (source.length > MAX_LENGTH) return `of ${source.length} characters; ${MAX_LENGTH} are allowed`;
  try {
    const { main, assertions } = parsePattern(source);
    const sets = characterSets(source);
    // What a lookbehind looks for is matched backwards: its end accepts nothing.
    const inner = assertions.map((each) => ({ ...positionsOf(each, sets), accepting: new Set<number>() }));
    const degree = Math.max(...[positionsOf(main, sets), ...inner].map(degreeOfAmbiguity));
    if (degree === Number.POSITIVE_INFINITY) return `that would hang (a repeat within a repeat): ${excerpt(source)}`;
    if (degree > MAX_DEGREE) return `that would hang (${degree} repeats of the same characters): ${excerpt(source)}`;
    return null;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError)
      return `that cannot be used (${error.message}): ${excerpt(source)}`;
    throw error;
  }
}

const excerpt = (source: string): string => (source.length > 60 ? `${source.slice(0, 60)}…` : source);
