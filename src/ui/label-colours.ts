/** Hues that can be told apart; what they stand for is always written beside them. */
const HUES = [200, 30, 140, 300, 75, 260, 350, 170];

/** Colours of one kind of mark, in light and in dark. */
export interface LabelColours {
  background: string;
  line: string;
}

/** @param index of the label among all labels */
export function labelColours(index: number): LabelColours {
  const hue = HUES[index % HUES.length];
  return {
    background: `light-dark(oklch(0.93 0.055 ${hue}), oklch(0.34 0.06 ${hue}))`,
    line: `light-dark(oklch(0.55 0.12 ${hue}), oklch(0.74 0.11 ${hue}))`,
  };
}
