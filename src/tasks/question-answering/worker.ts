import { inputFailure } from '../../../workers/input-failure';
import { defineRunner } from '../../../workers/runner';
import { loadQuestionAnswerer } from '../../../workers/runtime/question-answerer';
import type { TextModel } from '../../../workers/runtime/text-model';
import { workThrough } from '../../../workers/text/batches';
import { buildRow, type Row, specialCount, whole } from '../../../workers/text/encoding/rows';
import { type RowOutputs, runRows } from '../../../workers/text/encoding/run-rows';
import { windowsOf } from '../../../workers/text/encoding/windows';
import type { TextEncoding } from '../../../workers/text/offsets/text-encoder';
import { mergeAnswers, type WindowSpans } from '../../../workers/text/question-answering/answers';
import { decodeSpans, type SpanOptions } from '../../../workers/text/question-answering/decode-spans';
import { type Pair, pairUp } from '../../../workers/text/question-answering/pair-up';
import type {
  AnsweredQuestion,
  QuestionAnsweringDetails,
  QuestionAnsweringParameters,
  QuestionAnsweringValue,
} from './task';

interface Windowed {
  pair: Pair;
  encoding: TextEncoding;
  windows: { from: number; to: number; row: Row }[];
}

/** Answers that the details hold besides those asked for. */
const CANDIDATES = 8;

export default defineRunner({
  load: loadQuestionAnswerer,

  async run(
    model,
    input: { question: string | string[]; context: string | string[] },
    parameters: QuestionAnsweringParameters,
    context,
  ) {
    const { top_k: topK, handle_impossible_answer: handleImpossibleAnswer, align_to_words: alignToWords } = parameters;
    const pairs = pairUp(input.question, input.context);
    const encode = rememberLast((text) => model.tokenizer.encodeLong(text, context.checkpoint));
    // Some spans fall together when they are extended to words: more are looked for, as many as Python does.
    const options: SpanOptions = {
      count: alignToWords ? topK * 2 + 10 : topK,
      maxAnswerLen: parameters.max_answer_len,
    };
    const answer = async (part: Pair[]): Promise<AnsweredQuestion[]> => {
      const windowed: Windowed[] = [];
      for (const pair of part) windowed.push(cutUp(model, pair, await encode(pair.context), parameters));
      const outputs = await runRows(
        model,
        windowed.flatMap(({ windows }) => windows.map(({ row }) => row)),
        context,
      );
      let next = 0;
      return windowed.map(({ pair, encoding, windows }) => {
        const spans = windows.map((window) => spansOf(model, window, outputs[next++] ?? {}, options));
        const merged = mergeAnswers(pair.context, encoding, spans, { handleImpossibleAnswer, alignToWords });
        return {
          answers: merged.slice(0, Math.max(topK, CANDIDATES)),
          tokens: windows.reduce((sum, { row }) => sum + row.ids.length, 0),
          windows: windows.length,
        };
      });
    };
    const details: QuestionAnsweringDetails = {
      items: await workThrough(pairs, context, answer, (pair) => pair.question.length + pair.context.length),
    };
    const values = details.items.map(({ answers }) => (topK === 1 ? answers[0] : answers.slice(0, topK)));
    const batched = Array.isArray(input.question) || Array.isArray(input.context);
    return {
      value: (batched ? values : values[0]) as QuestionAnsweringValue,
      details,
      tokens: { input: details.items.reduce((sum, { tokens }) => sum + tokens, 0), output: 0 },
    };
  },
});

/** Many questions are asked of one context: it is encoded once. */
function rememberLast(encode: (text: string) => Promise<TextEncoding>): (text: string) => Promise<TextEncoding> {
  let last: { text: string; encoding: TextEncoding } | null = null;
  return async (text) => {
    if (last?.text !== text) last = { text, encoding: await encode(text) };
    return last.encoding;
  };
}

/** The question in full beside each window of the context. */
function cutUp(
  model: TextModel,
  pair: Pair,
  encoding: TextEncoding,
  { max_seq_len, doc_stride }: QuestionAnsweringParameters,
): Windowed {
  const { tokenizer, maxTokens } = model;
  const question = tokenizer.encode(pair.question);
  if (encoding.ids.length === 0) {
    throw inputFailure(
      'input-empty',
      'context',
      'The context has nothing that the model can read.',
      'Give it some text.',
    );
  }
  const size = max_seq_len ?? Math.min(maxTokens, 384);
  if (size > maxTokens) {
    throw inputFailure(
      'parameter-invalid',
      'max_seq_len',
      `\`max_seq_len\` must be at most ${maxTokens}: the model reads no more.`,
      'Lower it, or leave it to the model.',
    );
  }
  const room = size - specialCount(tokenizer.frame.pair) - question.ids.length;
  if (room < 2) {
    throw inputFailure(
      'input-too-long',
      'question',
      `The question has ${question.ids.length} tokens and leaves no room for the context in a window of ${size}.`,
      'Shorten the question, or raise `max_seq_len`.',
    );
  }
  const overlap = doc_stride ?? Math.min(Math.floor(size / 2), 128, room - 1);
  if (overlap >= room && encoding.ids.length > room) {
    throw inputFailure(
      'parameter-invalid',
      'doc_stride',
      `\`doc_stride\` must be less than ${room}, the tokens of the context in a window.`,
      'Lower it, or raise `max_seq_len`.',
    );
  }
  const windows = windowsOf(encoding.ids.length, room, Math.min(overlap, room - 1)).map(({ from, to }) => ({
    from,
    to,
    row: buildRow(tokenizer.frame.pair, [whole(question), { encoding, from, to }]),
  }));
  return { pair, encoding, windows };
}

/** The best spans of a window, in tokens of the context. */
function spansOf(
  { tokenizer }: TextModel,
  { from, to, row }: Windowed['windows'][number],
  outputs: RowOutputs,
  options: SpanOptions,
): WindowSpans {
  const allowed = row.sources.map((source, index) => source?.sequence === 1 || row.ids[index] === tokenizer.clsId);
  const logits = { start: outputs.start_logits ?? [], end: outputs.end_logits ?? [], allowed };
  const { spans, nullScore } = decodeSpans(logits, options);
  const inContext = spans.flatMap(({ start, end, score }) => {
    const first = row.sources[start];
    const last = row.sources[end];
    return first?.sequence === 1 && last?.sequence === 1 ? [{ start: first.index, end: last.index, score }] : [];
  });
  return { from, to, spans: inContext, nullScore };
}
