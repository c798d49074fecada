import { PromptError } from './prompt-error.ts';
import { parseScheduled, type ScheduledNode } from './scheduled-syntax.ts';

/** The prompt of all steps up to `untilStep`, counted from 1. */
export interface ScheduledPrompt {
  untilStep: number;
  prompt: string;
}

/**
 * AUTOMATIC1111's prompt editing: `[from:to:when]`, `[to:when]`, `[from::when]` and `[a|b|c]`, nested as wished. Step i
 * (from 1) uses the first entry whose `untilStep` is at least i; the last entry's is `steps`. `when` is a fraction of the
 * steps if it is written with a dot (0.25, 1.0) and else the number of the last step before the change. `[a|b|c]` takes
 * turns. Weights and brackets without `when` stay in the text, for parsePromptAttention.
 * @throws PromptError where steps is no whole number of at least 1
 */
export function promptSchedule(prompt: string, steps: number): ScheduledPrompt[] {
  if (!Number.isInteger(steps) || steps < 1)
    throw new PromptError(
      'invalid_value',
      `The number of steps is ${steps}, but must be a whole number of at least 1.`,
    );
  const nodes = parseScheduled(prompt);
  const changes = new Set([steps]);
  for (const step of changesOf(nodes, steps)) changes.add(step);
  return [...changes]
    .sort((a, b) => a - b)
    .map((untilStep) => ({ untilStep, prompt: promptAt(nodes, untilStep, steps) }));
}

/** The last step before a change, as AUTOMATIC1111 reads it since its version 1.5. */
function lastStepBefore(when: string, steps: number): number {
  const value = Number(when);
  return Math.min(steps, Math.trunc(when.includes('.') ? value * steps : value));
}

function* changesOf(nodes: readonly ScheduledNode[], steps: number): Generator<number> {
  for (const node of nodes) {
    if (typeof node === 'string') continue;
    if (node.kind === 'alternate') for (let step = 1; step <= steps; step++) yield step;
    else {
      const step = lastStepBefore(node.when, steps);
      if (step >= 1) yield step;
    }
    for (const option of node.options) yield* changesOf(option, steps);
  }
}

function promptAt(nodes: readonly ScheduledNode[], step: number, steps: number): string {
  return nodes
    .map((node) => {
      if (typeof node === 'string') return node;
      const turn =
        node.kind === 'alternate' ? (step - 1) % node.options.length : Number(step > lastStepBefore(node.when, steps));
      return promptAt(node.options[turn] ?? [], step, steps);
    })
    .join('');
}
