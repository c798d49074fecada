import { describe, expect, it } from 'vitest';
import { buildRow, specialCount, whole } from '../encoding/rows';
import { windowsOf } from '../encoding/windows';
import { testTokenizer } from '../test-tokenizer';
import { mergeAnswers, type WindowSpans } from './answers';
import { decodeSpans } from './decode-spans';
import answers from './goldens/answers.json';
import spans from './goldens/spans.json';
import { pairUp } from './pair-up';

const close = (actual: number, expected: number) => expect(Math.abs(actual - expected)).toBeLessThan(1e-5);

it.each(spans.cases)('finds the spans that Python finds: $count of $allowed.length tokens', (golden) => {
  const { spans: found, nullScore } = decodeSpans(golden, { count: golden.count, maxAnswerLen: golden.max_answer_len });
  close(nullScore, golden.null_score);
  expect(found.slice(0, golden.spans.length).map(({ start, end }) => [start, end])).toEqual(
    golden.spans.map(([start, end]) => [start, end]),
  );
  for (const [index, [, , score]] of golden.spans.entries()) close(found[index]?.score ?? 0, score ?? 0);
});

describe('answers', () => {
  it.each(
    answers.cases.map(
      (golden) =>
        [golden.tokenizer, golden.max_seq_len, golden.doc_stride, JSON.stringify(golden.options), golden] as const,
    ),
  )('%s, window %s, overlap %s, %s: as Python', (_tokenizer, _window, _overlap, _options, golden) => {
    const { context, max_seq_len: size, options } = golden;
    const { top_k: topK, max_answer_len: maxAnswerLen = 15 } = options as { top_k: number; max_answer_len?: number };
    const { handle_impossible_answer: handleImpossibleAnswer = false, align_to_words: alignToWords = true } =
      options as { handle_impossible_answer?: boolean; align_to_words?: boolean };
    const tokenizer = testTokenizer(golden.tokenizer);
    const question = whole(tokenizer.encode(golden.question));
    const encoding = tokenizer.encode(context);
    const room = size - specialCount(tokenizer.frame.pair) - question.to;
    const overlap = golden.doc_stride ?? Math.min(Math.floor(size / 2), 128);
    const windows = windowsOf(encoding.ids.length, room, Math.min(overlap, room - 1));
    expect(windows).toHaveLength(golden.start.length);
    const found = windows.map(({ from, to }, index): WindowSpans => {
      const row = buildRow(tokenizer.frame.pair, [question, { encoding, from, to }]);
      const allowed = row.sources.map((source, place) => source?.sequence === 1 || row.ids[place] === tokenizer.clsId);
      const logits = { start: golden.start[index] ?? [], end: golden.end[index] ?? [], allowed };
      expect(logits.start).toHaveLength(row.ids.length);
      const result = decodeSpans(logits, { count: alignToWords ? topK * 2 + 10 : topK, maxAnswerLen });
      const inContext = result.spans.map(({ start, end, score }) => ({
        start: row.sources[start]?.index ?? 0,
        end: row.sources[end]?.index ?? 0,
        score,
      }));
      return { from, to, spans: inContext, nullScore: result.nullScore };
    });
    const merged = mergeAnswers(context, encoding, found, { handleImpossibleAnswer, alignToWords }).slice(0, topK);
    expect(merged).toEqual(golden.answers.map((one) => ({ ...one, score: expect.closeTo(one.score, 5) })));
    for (const { start, end, answer } of merged) expect(context.slice(start, end)).toBe(answer);
  });
});

describe('pairUp', () => {
  it('asks many questions of one context, and each of its own', () => {
    expect(pairUp(['a', 'b'], 'c')).toEqual([
      { question: 'a', context: 'c' },
      { question: 'b', context: 'c' },
    ]);
    expect(pairUp(['a', 'b'], ['c', 'd'])[1]).toEqual({ question: 'b', context: 'd' });
    expect(pairUp('a', ['c', 'd'])).toHaveLength(2);
  });

  it('refuses lists that do not match', () => {
    expect(() => pairUp(['a', 'b', 'c'], ['d', 'e'])).toThrow('3 questions and 2 contexts');
  });
});
