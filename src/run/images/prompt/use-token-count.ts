import { useEffect, useState } from 'react';
import type { PromptTokens } from '../../../lib/diffusion-result';
import { useTaskStore } from '../../use-task-store';

/** Long enough to skip the strokes of one word. */
const DELAY_MS = 200;

const isCount = (value: unknown): value is PromptTokens =>
  typeof value === 'object' && value !== null && typeof (value as PromptTokens).tokens === 'number';

/**
 * How many tokens a prompt has, a moment after it was typed; null while nobody knows. Only models that are here already
 * are asked: typing downloads nothing.
 */
export function useTokenCount(prompt: string): PromptTokens | null {
  const engine = useTaskStore((state) => state.engine);
  const task = useTaskStore((state) => state.task.id);
  const model = useTaskStore((state) => state.draft.model);
  const revision = useTaskStore((state) => state.draft.revision);
  const isStarter = useTaskStore(
    (state) =>
      state.draft.model === state.task.defaultModel ||
      state.models.some(({ id, source }) => id === state.draft.model && source === 'starter'),
  );
  const prompt_syntax = useTaskStore((state) => state.draft.parameters.prompt_syntax);
  const done = useTaskStore((state) => state.run.status === 'done');
  const [count, setCount] = useState<{ of: string; value: PromptTokens } | null>(null);
  useEffect(() => {
    const isHere = isStarter || (done && engine.status().loaded.some(({ id }) => id === model));
    if (prompt.trim() === '' || !isHere) return;
    let wanted = true;
    const timer = setTimeout(async () => {
      const answer = await engine.ask(
        task,
        'countTokens',
        { prompt, prompt_syntax },
        { model, ...(revision ? { revision } : {}) },
      );
      if (wanted && answer.ok && isCount(answer.value)) setCount({ of: model, value: answer.value });
    }, DELAY_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [engine, task, model, revision, isStarter, done, prompt, prompt_syntax]);
  return prompt.trim() === '' || count?.of !== model ? null : count.value;
}
