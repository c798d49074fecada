import { assertFinite } from '../assert-finite';
import { argmax, draw } from './choose';
import { IncrementalDecoder } from './incremental-decoder';
import type { LanguageModel } from './language-model';
import { createRandom } from './random';
import { applyTemperature } from './temperature';
import { applyTopK } from './top-k';
import { applyTopP } from './top-p';

export interface GenerateOptions {
  max_new_tokens: number;
  do_sample: boolean;
  temperature: number;
  top_k: number;
  top_p: number;
  num_return_sequences: number;
  seed: number;
}

export interface GenerateHooks {
  /** Called for each token as it is chosen; `text` is what it completes. */
  onToken(sequence: number, index: number, tokenId: number, text: string): void;
  /** Awaited before each forward pass; it lets messages in, and throws to stop. */
  checkpoint(): Promise<void>;
}

export interface GeneratedTokens {
  text: string;
  tokenIds: number[];
  finishReason: 'length' | 'stop';
}

/** One row of the batch while it grows. */
interface Row extends GeneratedTokens {
  done: boolean;
  random: () => number;
  decoder: IncrementalDecoder;
}

/**
 * Continues a prompt token by token: greedy decoding, or sampling from the distribution that temperature, top_k and
 * top_p leave, in the order that transformers applies them.
 * @param promptIds at least one token, and fewer than the model's context
 */
export async function generate(
  model: LanguageModel,
  promptIds: number[],
  options: GenerateOptions,
  hooks: GenerateHooks,
): Promise<GeneratedTokens[]> {
  // 1. One row for each sequence, with random numbers of its own.
  const rows = Array.from({ length: options.num_return_sequences }, (_, index) => newRow(model, options.seed, index));
  const budget = Math.min(options.max_new_tokens, model.contextLength - promptIds.length);
  const session = model.openSession();
  try {
    // 2. Read the prompt.
    await hooks.checkpoint();
    let logits = await session.prefill(rows.map(() => promptIds));
    for (let index = 0; index < budget; index++) {
      // 3. Choose a token for each row that still grows.
      const tokens = rows.map((row, sequence) => {
        const rowLogits = logits[sequence];
        if (row.done || !rowLogits) return model.padTokenId;
        assertFinite(rowLogits);
        const token = chooseToken(rowLogits, options, row.random);
        append(row, token, model, (text) => hooks.onToken(sequence, index, token, text));
        return token;
      });
      if (index === budget - 1 || rows.every((row) => row.done)) break;
      // 4. Read the chosen tokens.
      await hooks.checkpoint();
      logits = await session.step(tokens);
    }
  } finally {
    await session.dispose();
  }
  for (const row of rows) row.text += row.decoder.flush();
  return rows.map(({ text, tokenIds, finishReason }) => ({ text, tokenIds, finishReason }));
}

function newRow(model: LanguageModel, seed: number, stream: number): Row {
  return {
    text: '',
    tokenIds: [],
    finishReason: 'length',
    done: false,
    random: createRandom(seed, stream),
    decoder: new IncrementalDecoder((ids) => model.decode(ids)),
  };
}

function chooseToken(logits: Float32Array, options: GenerateOptions, random: () => number): number {
  if (!options.do_sample) return argmax(logits);
  const scores = Float32Array.from(logits);
  applyTemperature(scores, options.temperature);
  applyTopK(scores, options.top_k);
  applyTopP(scores, options.top_p);
  return draw(scores, random);
}

function append(row: Row, token: number, model: LanguageModel, report: (text: string) => void): void {
  row.tokenIds.push(token);
  if (model.endTokenIds.has(token)) {
    row.done = true;
    row.finishReason = 'stop';
    report('');
    return;
  }
  const text = row.decoder.push(token);
  row.text += text;
  report(text);
}
