import type { Place } from '../../lib/embeddings/pick';
import { type PlacedLabel, placeLabels, shortLabel } from './place-labels';
import type { ScatterState } from './scatter-controller';

const RINGED = 2000;
export const LABEL_FONT = '12px ui-sans-serif, system-ui, sans-serif';

interface OverlayColours {
  ink: string;
  surface: string;
  accent: string;
}

/** What lies over the points: rings about those that are selected or found, texts, and the shape that is being drawn. */
export function drawOverlay(
  canvas: HTMLCanvasElement,
  state: ScatterState,
  view: { drawn: ArrayLike<number>; screen: Float32Array; hovered: number | null; shape: readonly Place[] },
): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const ratio = state.ratio;
  const [width, height] = [Math.round(state.width * ratio), Math.round(state.height * ratio)];
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, state.width, state.height);
  const looks = getComputedStyle(canvas);
  const colours: OverlayColours = {
    ink: looks.color,
    surface: looks.getPropertyValue('--map-surface') || looks.backgroundColor,
    accent: looks.accentColor,
  };
  const around = (point: number, radius: number) => {
    context.beginPath();
    context.arc(view.screen[point * 2] ?? 0, view.screen[point * 2 + 1] ?? 0, radius, 0, 2 * Math.PI);
    context.stroke();
  };
  context.strokeStyle = colours.ink;
  context.lineWidth = 1.5;
  const rings = state.found ? [...state.selected, ...state.found] : [...state.selected];
  for (const point of rings.slice(0, RINGED)) around(point, 6);
  context.font = LABEL_FONT;
  const labels = placeLabels(state, view.drawn, view.screen, (text) => context.measureText(text).width);
  for (const label of labels) if (label.point !== view.hovered) writeLabel(context, label, colours);
  if (view.hovered !== null) {
    around(view.hovered, 7);
    writeHovered(context, state, view.screen, view.hovered, colours);
  }
  drawShape(context, view.shape, colours);
}

function writeLabel(
  context: CanvasRenderingContext2D,
  { text, x, y }: PlacedLabel,
  { ink, surface }: OverlayColours,
): void {
  context.lineJoin = 'round';
  context.lineWidth = 3;
  context.strokeStyle = surface;
  context.strokeText(text, x, y);
  context.fillStyle = ink;
  context.fillText(text, x, y);
}

/** On a plate of its own, inside of the picture. */
function writeHovered(
  context: CanvasRenderingContext2D,
  state: ScatterState,
  screen: Float32Array,
  point: number,
  { ink, surface }: OverlayColours,
): void {
  const text = shortLabel(state.texts[point] ?? '');
  const width = context.measureText(text).width + 12;
  const x = Math.max(2, Math.min((screen[point * 2] ?? 0) + 12, state.width - width - 2));
  const y = Math.max(2, Math.min((screen[point * 2 + 1] ?? 0) - 28, state.height - 24));
  context.fillStyle = ink;
  context.beginPath();
  context.roundRect(x, y, width, 22, 4);
  context.fill();
  context.fillStyle = surface;
  context.fillText(text, x + 6, y + 15);
}

function drawShape(context: CanvasRenderingContext2D, shape: readonly Place[], { accent, ink }: OverlayColours): void {
  if (shape.length < 2) return;
  context.beginPath();
  for (const [index, { x, y }] of shape.entries()) index === 0 ? context.moveTo(x, y) : context.lineTo(x, y);
  context.closePath();
  context.globalAlpha = 0.15;
  context.fillStyle = accent === 'auto' ? ink : accent;
  context.fill();
  context.globalAlpha = 1;
  context.lineWidth = 1.5;
  context.strokeStyle = accent === 'auto' ? ink : accent;
  context.stroke();
}
