import type { RunState } from '../../run/run-state';
import { useTaskStore } from '../../run/use-task-store';
import type { Strategy } from './task';

type Done = Extract<RunState, { status: 'done' }>;

/**
 * Goes on from some tokens of a run: with its prompt, model and seed, so that the dice stay the same, and with the knobs
 * as they stand now.
 */
export function useFork(
  { asked, result }: Done,
  strategy: Strategy,
): (tokens: readonly number[], count: number | null) => void {
  const takeOver = useTaskStore((state) => state.takeOver);
  const restart = useTaskStore((state) => state.restart);
  return (tokens, count) => {
    const { seed } = result.run.parameters;
    takeOver({
      input: asked.input,
      model: asked.model,
      parameters: {
        strategy,
        given_token_ids: tokens.length > 0 ? tokens.join(' ') : null,
        ...(typeof seed === 'number' && { seed }),
        ...(count !== null && { max_new_tokens: count }),
      },
    });
    void restart();
  };
}
