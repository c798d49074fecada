import type { Projected } from './camera';

/** A place on the screen, in pixels. */
export interface Place {
  x: number;
  y: number;
}

/** The drawn point that is nearest to a place; of two as near the one in front. Null where none is within `reach` pixels. */
export function pointAt(
  { screen, nearness }: Projected,
  drawn: ArrayLike<number>,
  { x, y }: Place,
  reach = 12,
): number | null {
  let best: number | null = null;
  let least = reach * reach;
  for (let i = 0; i < drawn.length; i++) {
    const point = drawn[i] ?? 0;
    const squared = ((screen[point * 2] ?? 0) - x) ** 2 + ((screen[point * 2 + 1] ?? 0) - y) ** 2;
    const closer =
      squared < least || (squared === least && best !== null && (nearness[point] ?? 0) > (nearness[best] ?? 0));
    if (!closer) continue;
    least = squared;
    best = point;
  }
  return best;
}

/** The drawn points inside of a shape, by the even-odd rule; its last corner is joined to its first. */
export function pointsInside({ screen }: Projected, drawn: ArrayLike<number>, shape: readonly Place[]): number[] {
  const inside: number[] = [];
  for (let i = 0; i < drawn.length; i++) {
    const point = drawn[i] ?? 0;
    if (isInside(screen[point * 2] ?? 0, screen[point * 2 + 1] ?? 0, shape)) inside.push(point);
  }
  return inside;
}

function isInside(x: number, y: number, shape: readonly Place[]): boolean {
  let inside = false;
  let before = shape.at(-1);
  for (const corner of shape) {
    if (before && corner.y > y !== before.y > y) {
      const crossing = corner.x + ((y - corner.y) / (before.y - corner.y)) * (before.x - corner.x);
      if (x < crossing) inside = !inside;
    }
    before = corner;
  }
  return inside;
}

/** The corners of a box between two places. */
export const boxBetween = (a: Place, b: Place): Place[] => [a, { x: b.x, y: a.y }, b, { x: a.x, y: b.y }];
