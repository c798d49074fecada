import { AutoModel } from '@huggingface/transformers';
import { inputFailure } from '../input-failure';
import { buildRow, type Row, specialCount, whole } from '../text/encoding/rows';
import { runRows } from '../text/encoding/run-rows';
import type { Loaded, ModelLoader } from './loader';
import { loadTextModel } from './text-model';

/** One text as an encoder leaves it. */
export interface TextFeatures {
  /** The last hidden state, row by row: `length` times `dimensions` numbers. */
  states: Float32Array;
  /** Rows, padding counted. */
  length: number;
  /** Tokens that the model read, special ones counted: the first rows. */
  tokens: number;
  /** Whether the text was longer than the model reads. */
  truncated: boolean;
}

/** An encoder without a head. */
export interface FeatureExtractor extends Loaded {
  /** The most tokens that the model reads of one text. */
  maxTokens: number;
  /** Tokens of a text, special ones counted, at most {@link maxTokens}. */
  lengthOf(text: string): number;
  /**
   * Reads texts together. `checkpoint` is awaited before each forward pass.
   * @param padTo rows of each text; those after its tokens are what the model makes of padding
   */
  extract(texts: readonly string[], context: { checkpoint(): Promise<void> }, padTo?: number): Promise<TextFeatures[]>;
}

/** The output that transformers.js' pipeline reads comes first, then those that it takes in its place. */
const OTHER_NAMES = ['logits', 'token_embeddings'];

export const loadFeatureExtractor: ModelLoader<FeatureExtractor> = async ({ id }, rung) => {
  const head = { outputs: ['last_hidden_state'], otherNames: OTHER_NAMES, perToken: true };
  const model = await loadTextModel(id, rung, AutoModel, head);
  const { encode, frame, padId } = model.tokenizer;
  const room = model.maxTokens - specialCount(frame.single);
  const rowOf = (text: string): { row: Row; truncated: boolean } => {
    const encoding = whole(encode(text));
    const row = buildRow(frame.single, [{ ...encoding, to: Math.min(encoding.to, room) }]);
    if (row.ids.length === 0) throw nothingToRead(text);
    return { row, truncated: encoding.to > room };
  };
  return {
    maxTokens: model.maxTokens,
    lengthOf: (text) => rowOf(text).row.ids.length,
    async extract(texts, context, padTo = 0) {
      const rows = texts.map(rowOf);
      const outputs = await runRows(
        model,
        rows.map(({ row }) => padded(row, padTo, padId)),
        context,
      );
      return rows.map(({ row, truncated }, index) => ({
        states: outputs[index]?.last_hidden_state ?? new Float32Array(),
        length: Math.max(row.ids.length, padTo),
        tokens: row.ids.length,
        truncated,
      }));
    },
    probe: () => model.probe(),
    dispose: () => model.dispose(),
  };
};

function padded(row: Row, length: number, padId: number): Row {
  const missing = Math.max(0, length - row.ids.length);
  if (missing === 0) return row;
  const last = Array<number>(missing).fill(0);
  return {
    ids: [...row.ids, ...last.map(() => padId)],
    types: [...row.types, ...last],
    sources: [...row.sources, ...last.map(() => null)],
    attended: row.ids.length,
  };
}

/** Tokenizers without special tokens make nothing of some characters. */
const nothingToRead = (text: string) =>
  inputFailure(
    'input-invalid',
    'text',
    `The tokenizer finds no token in “${text.slice(0, 60)}”, so that there is nothing to average.`,
    'Change this text, or leave it out.',
  );
