import type { StepMap, StepPixels } from '../../contract/denoising-steps';
import type { Table } from '../../lib/table';

/** From dark to bright, evenly in lightness, so that it reads in grey and for the colour-blind (viridis, thinned out). */
const HEAT = [
  [68, 1, 84],
  [59, 82, 139],
  [33, 145, 140],
  [94, 201, 98],
  [253, 231, 37],
] as const;

/** Below zero blue, above it orange. */
const [BELOW, MIDDLE, ABOVE] = [
  [33, 102, 172],
  [247, 247, 247],
  [200, 80, 20],
] as const;

type Colour = readonly [number, number, number];

/** A part of a map as colours, from `least` (dark) to `most` (bright). */
export function heatPixels(map: StepMap, [least, most]: readonly [number, number]): StepPixels {
  const range = most - least || 1;
  return coloured(map, (value) => {
    const place = Math.min(1, Math.max(0, (value - least) / range)) * (HEAT.length - 1);
    const index = Math.min(HEAT.length - 2, Math.floor(place));
    return mixed(HEAT[index] ?? HEAT[0], HEAT[index + 1] ?? HEAT[0], place - index);
  });
}

/** A map of numbers around zero as colours; `most` is as strong as a colour gets, in both directions. */
export const signedPixels = (map: StepMap, most: number): StepPixels =>
  coloured(map, (value) => mixed(MIDDLE, value < 0 ? BELOW : ABOVE, Math.min(1, Math.abs(value) / (most || 1))));

/** One of several maps that lie beneath each other. */
export function mapAt({ width, data }: StepMap, index: number, height: number): StepMap {
  const size = width * height;
  return { width, height, data: data.subarray(index * size, (index + 1) * size) };
}

/** Several maps that lie beneath each other as rows of a table, a number for each place of each. */
export function mapsTable(maps: StepMap, names: readonly string[], columns: readonly [string, string]): Table {
  const height = maps.height / names.length;
  return {
    columns: [columns[0], 'row', 'column', columns[1]],
    rows: Array.from(maps.data, (value, place) => {
      const row = Math.floor(place / maps.width);
      return [names[Math.floor(row / height)] ?? '', row % height, place % maps.width, value];
    }),
  };
}

function coloured({ width, height, data }: StepMap, colourOf: (value: number) => Colour): StepPixels {
  const pixels = new Uint8ClampedArray(4 * width * height).fill(255);
  for (let place = 0; place < width * height; place++) pixels.set(colourOf(data[place] ?? 0), 4 * place);
  return { width, height, pixels };
}

const mixed = (from: Colour, to: Colour, share: number): Colour => [
  from[0] + share * (to[0] - from[0]),
  from[1] + share * (to[1] - from[1]),
  from[2] + share * (to[2] - from[2]),
];

export const meanOf = ({ data }: StepMap): number => data.reduce((sum, value) => sum + value, 0) / (data.length || 1);
