import type { RunEvent } from '../src/contract/events';

/**
 * Takes the time of a step as the page sees it; the first step, which warms up, is left out. Steps that follow each
 * other quickly are told together, so the steps' own numbers count, not their messages.
 */
export function stepClock() {
  const seen: { step: number; at: number }[] = [];
  return {
    onEvent(event: RunEvent) {
      if (event.type === 'step' && event.unit === 'denoising') seen.push({ step: event.step, at: performance.now() });
    },
    perStep(): number | null {
      const [first, last] = [seen[0], seen.at(-1)];
      return first && last && last.step > first.step ? (last.at - first.at) / (last.step - first.step) : null;
    },
  };
}
