import type { RunEvent } from '../src/contract/events';

/** Takes the time from step to step as the page sees it; the first step, which warms up, is left out. */
export function stepClock() {
  const at: number[] = [];
  return {
    onEvent(event: RunEvent) {
      if (event.type === 'step' && event.unit === 'denoising') at.push(performance.now());
    },
    perStep: (): number | null => (at.length < 2 ? null : ((at.at(-1) ?? 0) - (at[0] ?? 0)) / (at.length - 1)),
  };
}
