import type { StepPixels } from '../../contract/denoising-steps';

export interface TitledPicture {
  title: string;
  picture: StepPixels;
}

const SVG = 'http://www.w3.org/2000/svg';
/** Pixels of a picture's longer side, between two, and for its title. */
const SIDE = 160;
const GAP = 12;
const TITLE = 22;
const COLUMNS = 6;
/** Letters that fit beneath a picture. */
const LONGEST = 22;
/** Long enough for a file to be made of it. */
const KEPT_MS = 5000;

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
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  Object.assign(svg.style, { position: 'absolute', left: '-10000px', top: '0', background: 'var(--color-surface)' });
  Object.assign(svg.style, { width: `${width}px`, height: `${height}px` });
  for (const [index, { title, picture }] of pictures.entries()) {
    const place = places[index];
    if (!place) continue;
    svg.append(element('image', { ...place, href: dataUrl(picture), preserveAspectRatio: 'none' }));
    const words = element('text', {
      x: place.x,
      y: place.y + place.height + 15,
      'font-size': 12,
      fill: 'currentColor',
    });
    words.textContent = title.length > LONGEST ? `${title.slice(0, LONGEST - 1)}…` : title;
    svg.append(words);
  }
  document.body.append(svg);
  setTimeout(() => svg.remove(), KEPT_MS);
  return svg;
}

function dataUrl({ width, height, pixels }: StepPixels): string {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  canvas.getContext('2d')?.putImageData(new ImageData(new Uint8ClampedArray(pixels), width, height), 0, 0);
  return canvas.toDataURL('image/png');
}

function element(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}
