/** The longest of well-known models, with tools and reasoning, have about 30,000 characters. */
const MAX_LENGTH = 200_000;
/** Real templates count messages; none counts far. */
const MAX_RANGE = 100_000;
/** Loops within loops: messages, their parts, tools, their parameters and what is nested in those. */
const MAX_LOOPS = 10;
const MAX_NESTING = 200;

const TAG = /\{%[-+]?\s*(for|endfor|if|endif|macro|endmacro)\b/g;
const RANGE = /\brange\s*\(([^()]*)\)/g;
const NUMBER = /\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * What can be seen of a Jinja template before it runs: its length, how deep its loops nest, and ranges that are written
 * with large numbers. Loops that only their values make long cannot be seen: the worker that renders them is ended when
 * it does not answer.
 * @returns null where it is fine, else the problem, in words that follow on its name
 */
export function chatTemplateProblem(template: string): string | null {
  if (template.length > MAX_LENGTH) return `has ${template.length} characters; ${MAX_LENGTH} are allowed`;
  let loops = 0;
  let open = 0;
  for (const [, tag = ''] of template.matchAll(TAG)) {
    const step = tag.startsWith('end') ? -1 : 1;
    open += step;
    if (tag.endsWith('for')) loops += step;
    if (loops > MAX_LOOPS) return `has more than ${MAX_LOOPS} loops within each other`;
    if (open > MAX_NESTING) return `is nested more than ${MAX_NESTING} levels deep`;
  }
  for (const [, given = ''] of template.matchAll(RANGE)) {
    const large = [...given.matchAll(NUMBER)].some(([digits]) => Number(digits.replaceAll('_', '')) > MAX_RANGE);
    // A product or a power of small numbers can be as large as any.
    if (large || /\*/.test(given)) return `counts too far: range(${given.slice(0, 40)})`;
  }
  return null;
}
