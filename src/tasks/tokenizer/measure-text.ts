/** Pixels of the letters in a chip: its text, and its id beneath. */
export const TEXT_SIZE = 13;
export const ID_SIZE = 10;
/** Padding, border and gap of a chip. */
export const CHIP_EXTRA = 18;
export const CHIP_GAP = 4;

const widths = new Map<string, number>();
/** A text of any length has its own tokens; what was measured is forgotten now and then. */
const REMEMBERED = 50_000;

let context: CanvasRenderingContext2D | null = null;
let idDigit = 0;

function prepare(): CanvasRenderingContext2D | null {
  if (context) return context;
  context = document.createElement('canvas').getContext('2d');
  if (!context) return null;
  const family = getComputedStyle(document.documentElement).getPropertyValue('--font-mono') || 'monospace';
  context.font = `${ID_SIZE}px ${family}`;
  idDigit = context.measureText('0').width;
  context.font = `${TEXT_SIZE}px ${family}`;
  return context;
}

/** The width of a chip with the gap after it, in pixels. */
export function chipWidth(label: string, id: number): number {
  const drawing = prepare();
  let width = widths.get(label);
  if (width === undefined) {
    if (widths.size > REMEMBERED) widths.clear();
    width = drawing?.measureText(label).width ?? label.length * 8;
    widths.set(label, width);
  }
  return Math.ceil(Math.max(width, String(id).length * idDigit)) + CHIP_EXTRA;
}
