import type { DecoderSession, LanguageModel } from './language-model';

/** What a toy session was asked, for tests to look at. */
export interface ToyCalls {
  prefill: number;
  /** Rows of each step. */
  steps: number[][];
  reorders: number[][];
  disposed: number;
}

/**
 * A model without weights, for tests: the logits after a sequence come from a function of its tokens. Its sessions keep
 * what each row has read, as a cache does, so a wrong reorder is seen in the numbers.
 */
export function createToy(
  logitsAfter: (ids: readonly number[]) => ArrayLike<number>,
  overrides: Partial<LanguageModel> = {},
): { model: LanguageModel; calls: ToyCalls } {
  const calls: ToyCalls = { prefill: 0, steps: [], reorders: [], disposed: 0 };
  const openSession = (): DecoderSession => {
    let rows: number[][] = [];
    const logits = () => rows.map((row) => Float32Array.from(logitsAfter(row)));
    return {
      async prefill(prompts) {
        calls.prefill += 1;
        rows = prompts.map((prompt) => [...prompt]);
        return logits();
      },
      async step(tokens) {
        if (tokens.length !== rows.length) throw new Error(`${tokens.length} tokens for ${rows.length} rows`);
        calls.steps.push([...tokens]);
        for (const [index, token] of tokens.entries()) rows[index]?.push(token);
        return logits();
      },
      async reorder(sources) {
        calls.reorders.push([...sources]);
        rows = sources.map((source) => {
          const row = rows[source];
          if (!row) throw new Error(`there is no row ${source}`);
          return [...row];
        });
      },
      async dispose() {
        calls.disposed += 1;
      },
    };
  };
  const model: LanguageModel = {
    contextLength: 64,
    endTokenIds: new Set([0]),
    padTokenId: 1,
    hasChatTemplate: false,
    encode: (text) => [...text].map(Number),
    encodeChat: () => [],
    decode: (ids) => ids.join(''),
    openSession,
    ...overrides,
  };
  return { model, calls };
}
