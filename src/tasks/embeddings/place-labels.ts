import type { Place } from '../../lib/embeddings/pick';
import type { ScatterState } from './scatter-controller';

/** Of so many points each has its text beside it, where there is room. */
const LABELLED = 80;
const LABELLED_SELECTION = 30;
const LONGEST_LABEL = 32;

export const shortLabel = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST_LABEL ? `${line.slice(0, LONGEST_LABEL - 1)}…` : line;
};

/** A text beside its point: where its base line begins, in pixels. */
export interface PlacedLabel extends Place {
  point: number;
  text: string;
}

interface Label extends PlacedLabel {
  width: number;
}

/** Of letters, above and below the base line. */
const ABOVE = 10;
const BELOW = 3;
const RADIUS = 4;
const GAP = 8;

/**
 * Texts beside points, each where it covers neither another text nor a point: on the right if it can be, else on the left,
 * above or below. Those of selected points go first; what finds no room is left out.
 * @param screen x and y of each point, in pixels
 */
export function placeLabels(
  state: Pick<ScatterState, 'selected' | 'texts' | 'width' | 'height'>,
  drawn: ArrayLike<number>,
  screen: Float32Array,
  widthOf: (text: string) => number,
): PlacedLabel[] {
  const chosen = [...state.selected].slice(0, LABELLED_SELECTION);
  const all = drawn.length <= LABELLED ? Array.from(drawn) : [];
  const at = (point: number): Place => ({ x: screen[point * 2] ?? 0, y: screen[point * 2 + 1] ?? 0 });
  const placed: Label[] = [];
  for (const point of new Set([...chosen, ...all])) {
    const text = shortLabel(state.texts[point] ?? '');
    const free = placesFor({ point, text, ...at(point), width: widthOf(text) }).find(
      (label) =>
        label.x >= 0 &&
        label.x + label.width <= state.width - 2 &&
        label.y > ABOVE &&
        label.y < state.height &&
        placed.every((other) => !coversText(label, other)) &&
        all.every((other) => other === point || !coversPoint(label, at(other))),
    );
    if (free) placed.push(free);
  }
  return placed;
}

/** Best first. */
function placesFor(label: Label): Label[] {
  const { x, y, width } = label;
  return [
    { ...label, x: x + GAP, y: y + 4 },
    { ...label, x: x - GAP - width, y: y + 4 },
    { ...label, x: x - width / 2, y: y - GAP - 1 },
    { ...label, x: x - width / 2, y: y + GAP + ABOVE },
  ];
}

const coversText = (label: Label, other: Label): boolean =>
  Math.abs(other.y - label.y) <= ABOVE + BELOW && label.x <= other.x + other.width && label.x + label.width >= other.x;

const coversPoint = ({ x, y, width }: Label, point: Place): boolean =>
  point.x > x - RADIUS && point.x < x + width + RADIUS && point.y > y - ABOVE - RADIUS && point.y < y + BELOW + RADIUS;
