/** A possible answer, in tokens of one window, both ends included. */
export interface Span {
  start: number;
  end: number;
  score: number;
}

interface WindowLogits {
  start: ArrayLike<number>;
  end: ArrayLike<number>;
  /** Whether a token may be part of an answer: the context's and the CLS token. */
  allowed: readonly boolean[];
}

export interface SpanOptions {
  /** How many spans. */
  count: number;
  /** Tokens in a span, at most. */
  maxAnswerLen: number;
}

/**
 * The most probable spans of one window, best first, as `select_starts_ends` and `decode_spans` of the Python pipeline.
 * @returns `nullScore`: how probable the model thinks that there is no answer, which is what the first token says
 */
export function decodeSpans(
  { start, end, allowed }: WindowLogits,
  { count, maxAnswerLen }: SpanOptions,
): { spans: Span[]; nullScore: number } {
  const starts = normalized(start, allowed);
  const ends = normalized(end, allowed);
  const nullScore = (starts[0] ?? 0) * (ends[0] ?? 0);
  starts[0] = 0;
  ends[0] = 0;
  const spans: Span[] = [];
  for (let from = 0; from < starts.length; from++) {
    const probability = starts[from] ?? 0;
    if (probability === 0) continue;
    const last = Math.min(ends.length, from + maxAnswerLen);
    for (let to = from; to < last; to++)
      insert(spans, { start: from, end: to, score: probability * (ends[to] ?? 0) }, count);
  }
  return { spans, nullScore };
}

/** Softmax over the allowed tokens; the others get 0. */
function normalized(logits: ArrayLike<number>, allowed: readonly boolean[]): Float64Array {
  let highest = -Infinity;
  for (let i = 0; i < logits.length; i++) if (allowed[i]) highest = Math.max(highest, logits[i] ?? 0);
  const weights = Float64Array.from(logits, (logit, i) => (allowed[i] ? Math.exp(logit - highest) : 0));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return sum > 0 ? weights.map((weight) => weight / sum) : weights;
}

/** Keeps the best `count` in order. */
function insert(spans: Span[], span: Span, count: number): void {
  if (span.score === 0 || (spans.length === count && span.score <= (spans.at(-1)?.score ?? 0))) return;
  let place = spans.length;
  while (place > 0 && (spans[place - 1]?.score ?? 0) < span.score) place -= 1;
  spans.splice(place, 0, span);
  if (spans.length > count) spans.pop();
}
