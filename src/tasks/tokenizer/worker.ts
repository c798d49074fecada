import {
  type LocalTokenizer,
  openLocal,
  openTokenizer,
  tokenizerFiles,
} from '../../../workers/inside/tokenizer/open-tokenizers';
import { packedRow } from '../../../workers/inside/tokenizer/packed-row';
import { decodeOptions, type TokenizedBatch, tokenize } from '../../../workers/inside/tokenizer/read-request';
import { textDifference } from '../../../workers/inside/tokenizer/text-difference';
import { defineRunner, type Question } from '../../../workers/runner';
import type { BareTokenizer } from '../../../workers/runtime/bare-tokenizer';
import type { ParameterValues } from '../../contract/parameter';
import type { InputValue } from '../../contract/task';
import type { Decoded, TokenizerDetails } from '../../lib/tokenizer/tokenized';
import type { TokenizerParameters, TokenizerValue } from './task';

type Answer = (tokenizer: BareTokenizer, payload: never) => unknown;

const ANSWERS = {
  /** The batch as tokens, while it is typed. */
  encode(tokenizer, { text, parameters }: { text: InputValue; parameters: ParameterValues }) {
    const batch = tokenize(tokenizer, text, parameters);
    return { ...batch, rows: batch.rows.map(packedRow) };
  },
  /** One row as text again; `text` is null where it is not to be compared. */
  decode(
    tokenizer,
    { ids, text, parameters }: { ids: ArrayLike<number>; text: string | null; parameters: ParameterValues },
  ) {
    return decodedRow(tokenizer, Array.from(ids), text, parameters);
  },
} satisfies Record<string, Answer>;

/** Each answer for a model's tokenizer, and for one of files that come with the question (`null`: give the files again). */
const questions = Object.fromEntries(
  Object.entries<Answer>(ANSWERS).flatMap(([name, answer]): [string, Question][] => [
    [
      name,
      {
        files: tokenizerFiles,
        answer: async (files, payload, model) => answer(await openTokenizer(model, files), payload as never),
      },
    ],
    [
      `${name}Local`,
      {
        files: () => [],
        async answer(_, payload) {
          const tokenizer = openLocal((payload as { local: LocalTokenizer }).local);
          return tokenizer && answer(tokenizer, payload as never);
        },
      },
    ],
  ]),
);

function decodedRow(
  tokenizer: BareTokenizer,
  ids: number[],
  text: string | null,
  parameters: ParameterValues,
): Decoded {
  const decoded = tokenizer.decode(ids, decodeOptions(parameters));
  return { text: decoded, difference: text === null ? null : textDifference(text, decoded) };
}

export default defineRunner({
  load: async (model, _, { files }) => ({ tokenizer: await openTokenizer(model, files), dispose: async () => {} }),
  questions,

  async run({ tokenizer }, { text }: { text: InputValue }, parameters: TokenizerParameters, context) {
    await context.checkpoint();
    const batch = tokenize(tokenizer, text, parameters);
    const decoded = batch.rows.map(({ ids }, index) => {
      const original = batch.pairs ? null : (batch.texts[index] ?? '');
      return decodedRow(tokenizer, ids, original, parameters);
    });
    const details: TokenizerDetails = { ...batch, decoded };
    const input = batch.rows.reduce(
      (sum, { attention_mask }) => sum + attention_mask.reduce((all, one) => all + one, 0),
      0,
    );
    return { value: batchValue(batch), details, tokens: { input, output: 0 } };
  },
});

/** As Python: one list for one text, a list of lists for a batch. */
function batchValue({ rows, batched, facts }: TokenizedBatch): TokenizerValue {
  const shaped = (lists: number[][]) => (batched ? lists : (lists[0] ?? []));
  return {
    input_ids: shaped(rows.map(({ ids }) => ids)),
    ...(facts.tokenTypes ? { token_type_ids: shaped(rows.map((row) => row.token_type_ids)) } : {}),
    attention_mask: shaped(rows.map((row) => row.attention_mask)),
  };
}
