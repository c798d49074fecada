import type { AttentionToken } from '../../../src/contract/attention-token';
import { inputFailure } from '../../input-failure';
import type { AttentionModel, EncoderDecoder } from '../../runtime/attention-model';
import { generateTokens } from '../../text/decoding/generate';
import { type GenerationOptions, GREEDY } from '../../text/decoding/generation-options';
import type { AttentionBlock } from './attention-blocks';

/** Tokens of one text, at most: attention grows with their square, in every layer and head. */
const MOST_TOKENS = 160;

export interface ReadText {
  tokens: AttentionToken[];
  decoder: { tokens: AttentionToken[]; written: AttentionToken[]; text: string } | null;
  blocks: AttentionBlock[];
  /** The most tokens that are read, and how many did not fit. */
  limit: number;
  cut: number;
}

interface Reading {
  text_pair: string | null;
  target: string | null;
  max_new_tokens: number;
}

/** Runs a model over one text and keeps what it looked at. */
export async function readText(
  model: AttentionModel,
  text: string,
  reading: Reading,
  context: { checkpoint(): Promise<void> },
): Promise<ReadText> {
  const { tokens: all, types } = model.tokenizer.encode(text, reading.text_pair);
  const limit = Math.min(model.maxTokens, MOST_TOKENS);
  const tokens = all.length > limit ? [...all.slice(0, limit - 1), all.at(-1) as AttentionToken] : all;
  const row = { tokens, limit, cut: all.length - tokens.length };
  const ids = tokens.map(({ id }) => id);
  if (ids.length === 0) throw inputFailure('input-empty', 'text', 'The text has no tokens.', 'Type something to read.');
  if (model.halves) return { ...row, ...(await readBoth(model, model.halves, ids, reading, context)) };
  const dims = [1, ids.length];
  const kept = all.length > limit ? [...types.slice(0, limit - 1), types.at(-1) ?? 0] : types;
  const feeds = { input_ids: { integers: ids, dims }, token_type_ids: { integers: kept, dims } };
  const run = await model.single?.run(feeds, []);
  return { ...row, decoder: null, blocks: run?.blocks ?? [] };
}

/** What the encoder looks at, and what the decoder does while it writes, or is led through, a target. */
async function readBoth(
  { tokenizer }: AttentionModel,
  halves: EncoderDecoder,
  source: number[],
  { target, max_new_tokens }: Reading,
  context: { checkpoint(): Promise<void> },
): Promise<Pick<ReadText, 'decoder' | 'blocks'>> {
  const written =
    target === null
      ? await writeGreedily(halves, source, max_new_tokens, context)
      : endingOnce(
          tokenizer.encode(target, null).tokens.map(({ id }) => id),
          halves,
        );
  const longest = Math.min(written.length, halves.contextLength, MOST_TOKENS);
  const read = [halves.decoderStartTokenId, ...written].slice(0, longest);
  await context.checkpoint();
  const blocks = await halves.read(source, read);
  return {
    blocks,
    decoder: {
      tokens: tokenizer.describe(read),
      written: tokenizer.describe(written.slice(0, longest)),
      text: tokenizer.decode(written),
    },
  };
}

/** A target ends with an end token, as the model was trained to write it. */
function endingOnce(ids: number[], { endTokenIds }: EncoderDecoder): number[] {
  const [end] = endTokenIds;
  return end === undefined || endTokenIds.has(ids.at(-1) ?? -1) ? ids : [...ids, end];
}

async function writeGreedily(
  halves: EncoderDecoder,
  source: number[],
  max_new_tokens: number,
  { checkpoint }: { checkpoint(): Promise<void> },
): Promise<number[]> {
  const { generation, decoderStartTokenId } = halves;
  const options: GenerationOptions = {
    ...GREEDY,
    max_new_tokens,
    bad_words_ids: generation.bad_words_ids ?? null,
    suppress_tokens: generation.suppress_tokens ?? null,
    begin_suppress_tokens: generation.begin_suppress_tokens ?? null,
    forced_bos_token_id: generation.forced_bos_token_id ?? null,
    forced_eos_token_id: generation.forced_eos_token_id ?? null,
    no_repeat_ngram_size: generation.no_repeat_ngram_size ?? 0,
    repetition_penalty: generation.repetition_penalty ?? 1,
    min_length: generation.min_length ?? 0,
  };
  const session = await halves.openSession(source);
  const prompts = [[decoderStartTokenId]];
  const [[sequence] = []] = await generateTokens({ model: halves, session, prompts, options, hooks: { checkpoint } });
  return sequence?.tokenIds ?? [];
}
