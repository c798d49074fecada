import type { StepPixels } from '../../contract/denoising-steps';
import { standOutOfSight, svgElement } from '../../lib/svg-element';

export interface TitledPicture {
  title: string;
  picture: StepPixels;
}

/** Pixels of a picture's longer side, between two, and for its title. */
const SIDE = 160;
const GAP = 12;
const TITLE = 22;
const COLUMNS = 6;
/** Letters that fit beneath a picture. */
const LONGEST = 22;

/** Where each picture stands, row by row, and how large all of them are. Pixels. */
export function sheetLayout(sizes: readonly { width: number; height: number }[]) {
  const boxes = sizes.map(({ width, height }) => {
    const scale = SIDE / Math.max(width, height);
    return { width: width * scale, height: height * scale };
  });
  const tallest = Math.max(0, ...boxes.map(({ height }) => height));
  const places = boxes.map((box, index) => ({
    ...box,
    x: GAP + (index % COLUMNS) * (SIDE + GAP),
    y: GAP + Math.floor(index / COLUMNS) * (tallest + TITLE + GAP),
  }));
  return {
    places,
    width: GAP + Math.min(sizes.length, COLUMNS) * (SIDE + GAP),
    height: GAP + Math.ceil(sizes.length / COLUMNS) * (tallest + TITLE + GAP),
  };
}

/**
 * Small pictures with their titles beneath, as one SVG element that stands in the page, out of sight, for as long as an
 * export takes.
 */
export function pictureSheet(pictures: readonly TitledPicture[]): SVGSVGElement {
  const { places, width, height } = sheetLayout(pictures.map(({ picture }) => picture));
  const svg = svgElement('svg', { viewBox: `0 0 ${width} ${height}` });
  Object.assign(svg.style, { background: 'var(--color-surface)', width: `${width}px`, height: `${height}px` });
  for (const [index, { title, picture }] of pictures.entries()) {
    const place = places[index];
    if (!place) continue;
    svg.append(svgElement('image', { ...place, href: dataUrl(picture), preserveAspectRatio: 'none' }));
    const words = svgElement('text', {
      x: place.x,
      y: place.y + place.height + 15,
      'font-size': 12,
      fill: 'currentColor',
    });
    words.textContent = title.length > LONGEST ? `${title.slice(0, LONGEST - 1)}…` : title;
    svg.append(words);
  }
  standOutOfSight(svg);
  return svg;
}

function dataUrl({ width, height, pixels }: StepPixels): string {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  canvas.getContext('2d')?.putImageData(new ImageData(new Uint8ClampedArray(pixels), width, height), 0, 0);
  return canvas.toDataURL('image/png');
}
