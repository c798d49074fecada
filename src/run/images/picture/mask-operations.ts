/** What was done to a mask, in pixels of the mask. */
export type MaskOperation =
  | { kind: 'stroke'; erase: boolean; size: number; points: readonly (readonly [x: number, y: number])[] }
  | { kind: 'rectangle'; erase: boolean; x: number; y: number; width: number; height: number }
  | { kind: 'invert' }
  | { kind: 'clear' };

/** Masks are shown in this colour, and saved as white on black. */
export const MASK_COLOUR = '#e2355b';

/** Draws one operation: where there is colour is what will be repainted. */
export function drawOperation(context: CanvasRenderingContext2D, operation: MaskOperation): void {
  const { width, height } = context.canvas;
  context.save();
  context.fillStyle = MASK_COLOUR;
  context.strokeStyle = MASK_COLOUR;
  switch (operation.kind) {
    case 'stroke':
      context.globalCompositeOperation = operation.erase ? 'destination-out' : 'source-over';
      drawStroke(context, operation.points, operation.size);
      break;
    case 'rectangle':
      context.globalCompositeOperation = operation.erase ? 'destination-out' : 'source-over';
      context.fillRect(operation.x, operation.y, operation.width, operation.height);
      break;
    case 'invert':
      // Colour where there was none, and nothing where there was some.
      context.globalCompositeOperation = 'source-out';
      context.fillRect(0, 0, width, height);
      break;
    case 'clear':
      context.clearRect(0, 0, width, height);
      break;
    default:
      operation satisfies never;
  }
  context.restore();
}

function drawStroke(
  context: CanvasRenderingContext2D,
  points: readonly (readonly [number, number])[],
  size: number,
): void {
  context.lineWidth = size;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.beginPath();
  const [first, ...rest] = points;
  if (!first) return;
  context.moveTo(...first);
  // A line to itself is a dot.
  if (rest.length === 0) context.lineTo(...first);
  for (const point of rest) context.lineTo(...point);
  context.stroke();
}

/** Black and white of a stored mask as colour and nothing, in place. */
export function maskToColour(pixels: Uint8ClampedArray): void {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(MASK_COLOUR.slice(at, at + 2), 16));
  for (let at = 0; at < pixels.length; at += 4) {
    const light = ((pixels[at] ?? 0) + (pixels[at + 1] ?? 0) + (pixels[at + 2] ?? 0)) / 3;
    const alpha = (light * (pixels[at + 3] ?? 0)) / 255;
    pixels[at] = red ?? 0;
    pixels[at + 1] = green ?? 0;
    pixels[at + 2] = blue ?? 0;
    pixels[at + 3] = alpha;
  }
}

/** Colour and nothing as white and black, in place. @returns whether anything is white */
export function colourToMask(pixels: Uint8ClampedArray): boolean {
  let some = false;
  for (let at = 0; at < pixels.length; at += 4) {
    const light = pixels[at + 3] ?? 0;
    some ||= light > 127;
    pixels[at] = light;
    pixels[at + 1] = light;
    pixels[at + 2] = light;
    pixels[at + 3] = 255;
  }
  return some;
}
