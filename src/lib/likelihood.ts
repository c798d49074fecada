/** Classes of probability, likeliest first: a token is of the first class whose `from` it reaches. */
export const LIKELIHOODS = [
  { from: 0.8, label: '80 to 100 %', tint: 0 },
  { from: 0.5, label: '50 to 80 %', tint: 10 },
  { from: 0.2, label: '20 to 50 %', tint: 20 },
  { from: 0.05, label: '5 to 20 %', tint: 32 },
  { from: 0, label: 'below 5 %', tint: 46 },
] as const;

/** The unlikelier, the warmer; text on it stays readable in both themes. */
export const tintStyle = (tint: number): { background: string } | undefined =>
  tint === 0 ? undefined : { background: `color-mix(in oklab, var(--color-danger) ${tint}%, transparent)` };

export const tintOf = (logprob: number): number => LIKELIHOODS.find(({ from }) => Math.exp(logprob) >= from)?.tint ?? 0;

/** A token's text where it stands alone: blanks and line ends become visible. */
export function visibleText(text: string): string {
  if (text === '') return '∅';
  return text.replaceAll('\n', '↵').replaceAll('\t', '⇥').replace(/^ | $/g, '␣');
}
