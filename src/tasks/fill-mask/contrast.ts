/** ([0.2, 0.02]) → '1st, 10×': in which of two sentences a word is likelier, and how many times. */
export function contrast([first = 0, second = 0]: readonly number[]): string {
  const ratio = Math.max(first, second) / Math.max(Math.min(first, second), 1e-9);
  if (ratio < 1.15) return 'about equal';
  const times = ratio > 1000 ? 'over 1000×' : `${ratio < 10 ? ratio.toFixed(1) : ratio.toFixed(0)}×`;
  return `${first > second ? '1st' : '2nd'}, ${times}`;
}
