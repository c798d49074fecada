import type { GeneratedImage } from '../../../lib/diffusion-result';
import type { GridPlan } from './grid-plan';

/** Canvases have limits; this one every browser grants. */
const LONGEST_SIDE = 8192;
const LARGEST_CELL = 512;
const SMALLEST_CELL = 256;
const GAP = 8;
const FONT = '14px system-ui, sans-serif';
const LINE = 20;

interface SheetSize {
  cell: { width: number; height: number };
  head: number;
  side: number;
  width: number;
  height: number;
}

/** How large a sheet is; cells shrink where there are many. @param side pixels for the labels of the rows */
export function sheetSize(
  columns: number,
  rows: number,
  picture: { width: number; height: number },
  side: number,
): SheetSize {
  const head = 3 * LINE + GAP;
  const widest = (LONGEST_SIDE - side - GAP) / columns - GAP;
  const highest = (LONGEST_SIDE - head) / rows - GAP;
  const long = Math.max(picture.width, picture.height);
  const wanted = Math.min(LARGEST_CELL, Math.max(SMALLEST_CELL, long)) / long;
  const scale = Math.min(wanted, widest / picture.width, highest / picture.height);
  const cell = { width: Math.floor(picture.width * scale), height: Math.floor(picture.height * scale) };
  return {
    cell,
    head,
    side,
    width: side + GAP + columns * (cell.width + GAP),
    height: head + rows * (cell.height + GAP),
  };
}

/**
 * All pictures of a grid with their labels, as one PNG.
 * @param images by cell; null where there is none yet
 */
export async function drawContactSheet(
  plan: GridPlan,
  images: readonly (GeneratedImage | null)[],
  caption: string,
): Promise<Blob> {
  const first = images.find((image) => image !== null);
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (!context || !first) throw new Error('nothing to draw');
  context.font = FONT;
  const named = plan.rows.some((label) => label !== '');
  const side = named ? Math.min(240, Math.max(...plan.rows.map((label) => context.measureText(label).width)) + GAP) : 0;
  const size = sheetSize(plan.columns.length, plan.rows.length, first, Math.ceil(side));
  canvas.width = size.width;
  canvas.height = size.height;
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, size.width, size.height);
  context.fillStyle = '#1b1c1e';
  context.font = FONT;
  context.textBaseline = 'middle';
  context.fillText(caption, GAP, LINE, size.width - 2 * GAP);
  const left = (column: number) => size.side + GAP + column * (size.cell.width + GAP);
  const top = (row: number) => size.head + row * (size.cell.height + GAP);
  for (const [column, label] of plan.columns.entries()) {
    context.fillText(label, left(column), size.head - LINE, size.cell.width);
  }
  for (const [row, label] of plan.rows.entries()) {
    if (label) context.fillText(label, GAP, top(row) + size.cell.height / 2, size.side - GAP);
  }
  for (const [index, { column, row }] of plan.cells.entries()) {
    const image = images[index];
    if (!image) continue;
    const bitmap = await createImageBitmap(image.blob);
    context.drawImage(bitmap, left(column), top(row), size.cell.width, size.cell.height);
    bitmap.close();
  }
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no memory'))), 'image/png'),
  );
}
