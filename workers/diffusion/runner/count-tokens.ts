import type { Question } from '../../runner';
import { loadClipTokenizer, tokenizerFiles } from '../../runtime/clip-tokenizer';
import type { ModelFiles } from '../../runtime/model-files';
import type { ClipTokenizer } from '../prompt/clip-tokenizer';
import { scheduledChunks } from '../prompt/scheduled-chunks';
import { promptTokens } from './paint';

/** The last tokenizer, which remembers the words that it has seen. */
let known: { key: string; tokenizer: Promise<ClipTokenizer> } | null = null;

function tokenizerOf(files: ModelFiles, key: string): Promise<ClipTokenizer> {
  if (known?.key !== key) known = { key, tokenizer: loadClipTokenizer(files) };
  known.tokenizer.catch(() => {
    known = null;
  });
  return known.tokenizer;
}

/** How long a prompt is: `{ prompt, negative_prompt?, prompt_syntax }` gives the counts of both. */
export const countTokens: Question = {
  files: tokenizerFiles,
  async answer(files, payload, model) {
    const { prompt, prompt_syntax } = (payload ?? {}) as Record<string, unknown>;
    const tokenizer = await tokenizerOf(files, `${model.id} ${model.revision}`);
    const mode = prompt_syntax === 'plain' ? 'plain' : 'weighted';
    const text = typeof prompt === 'string' ? prompt : '';
    const { longest } = scheduledChunks(tokenizer, text, { mode, steps: STEPS });
    return promptTokens(longest, tokenizer.modelMaxLength - 2);
  },
};

/** Enough to meet every prompt of a schedule. */
const STEPS = 20;
