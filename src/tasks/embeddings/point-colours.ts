import { type Grouping, OTHERS } from '../../lib/embeddings/groups';
import { labelColours } from '../../ui/label-colours';
import { cssOf, type Rgb, resolveColours } from '../../ui/resolve-colour';

/** Points that a search left out, or that are not selected, while others are. */
const FADED = 0.16;
const FULL = 0.92;

const REST = 'var(--color-bar-muted)';

/** The CSS colour of a group; what is left over is grey. */
export const groupColour = (index: number, name: string): string => (name === OTHERS ? REST : labelColours(index).line);

const PLAIN = 'var(--color-bar)';
const SCALE_LOW = 'light-dark(oklch(0.85 0.1 95), oklch(0.42 0.09 300))';
const SCALE_HIGH = 'light-dark(oklch(0.38 0.13 300), oklch(0.9 0.13 95))';

export interface Palette {
  groups: readonly Rgb[];
  plain: Rgb;
  rest: Rgb;
  low: Rgb;
  high: Rgb;
}

/** The colours as they are now, in light or in dark. */
export function currentPalette(element: Element): Palette {
  const groups = Array.from({ length: 8 }, (_, index) => labelColours(index).line);
  const [plain, low, high, rest, ...found] = resolveColours([PLAIN, SCALE_LOW, SCALE_HIGH, REST, ...groups], element);
  const grey: Rgb = [0.5, 0.5, 0.5];
  return { groups: found, plain: plain ?? grey, rest: rest ?? grey, low: low ?? grey, high: high ?? grey };
}

export const scaleGradient = ({ low, high }: Palette): string =>
  `linear-gradient(to right, ${cssOf(low)}, ${cssOf(high)})`;

/** Red, green, blue and alpha of each point. */
export function pointColours(
  count: number,
  grouping: Grouping | null,
  palette: Palette,
  lit: ReadonlySet<number> | null,
): Float32Array {
  const colours = new Float32Array(count * 4);
  for (let point = 0; point < count; point++) {
    colours.set(colourOf(point, grouping, palette), point * 4);
    colours[point * 4 + 3] = !lit || lit.has(point) ? FULL : FADED;
  }
  return colours;
}

function colourOf(point: number, grouping: Grouping | null, { groups, plain, rest, low, high }: Palette): Rgb {
  if (!grouping) return plain;
  if (grouping.kind === 'groups') {
    const group = grouping.groupOf[point] ?? 0;
    return grouping.names[group] === OTHERS ? rest : (groups[group] ?? plain);
  }
  const share = grouping.shareOf[point] ?? 0;
  if (Number.isNaN(share)) return rest;
  return [0, 1, 2].map((i) => (low[i] ?? 0) * (1 - share) + (high[i] ?? 0) * share) as unknown as Rgb;
}
