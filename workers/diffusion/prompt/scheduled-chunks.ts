import { type PromptChunks, type PromptMode, promptChunks } from './chunks.ts';
import type { ClipTokenizer } from './clip-tokenizer.ts';
import { promptSchedule, type ScheduledPrompt } from './prompt-schedule.ts';

/** A prompt over all steps: what it is until which step, and the chunks of each of these prompts. */
export interface ScheduledChunks {
  schedule: ScheduledPrompt[];
  /** One for each entry of the schedule. */
  chunks: PromptChunks[];
  /** Of the prompt with the most tokens: every step's prompt has to fit. */
  longest: PromptChunks;
}

/**
 * Resolves a prompt's schedule and cuts each of its prompts into chunks; mode 'plain' has no schedule. Cheap enough for
 * every keystroke, as the tokenizer remembers words.
 * @throws PromptError where steps is no whole number of at least 1
 */
export function scheduledChunks(
  tokenizer: ClipTokenizer,
  prompt: string,
  { mode, steps }: { mode: PromptMode; steps: number },
): ScheduledChunks {
  const schedule = mode === 'plain' ? [{ untilStep: steps, prompt }] : promptSchedule(prompt, steps);
  const known = new Map<string, PromptChunks>();
  const chunks = schedule.map((entry) => {
    const own = known.get(entry.prompt) ?? promptChunks(tokenizer, entry.prompt, { mode });
    known.set(entry.prompt, own);
    return own;
  });
  return {
    schedule,
    chunks,
    longest: chunks.reduce((most, each) => (each.tokenCount > most.tokenCount ? each : most)),
  };
}
