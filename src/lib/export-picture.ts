import { svgElement } from './svg-element';

/** Properties that decide how SVG looks, as computed values: a file has no style sheet beside it. */
const LOOKS = [
  'fill',
  'fill-opacity',
  'fill-rule',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'vector-effect',
  'opacity',
  'visibility',
  'display',
  'stop-color',
  'stop-opacity',
  'font-family',
  'font-size',
  'font-weight',
  'font-style',
  'font-variant-numeric',
  'text-anchor',
  'dominant-baseline',
  'letter-spacing',
  'mix-blend-mode',
  'paint-order',
  'image-rendering',
  'shape-rendering',
] as const;

/** Places that a style of an element's own gives it; what the computed value says of them is in other units. */
const PLACES = ['transform', 'transform-origin', 'transform-box', 'clip-path', 'mask'] as const;

const SVG = 'http://www.w3.org/2000/svg';
const NO_COLOUR = /^(transparent|rgba\(0, 0, 0, 0\)|)$/;

/** The most pixels that browsers give a canvas along one side, and in all; a longer picture is scaled down to fit. */
const LONGEST_SIDE = 16_384;
const MOST_PIXELS = 64e6;

/**
 * An SVG element of the page as a file of its own: colours as they are computed now (light or dark), on the background
 * that it stands on, at the size that it is shown in (CSS pixels). Elements with `data-export="no"` are left out, as are
 * scripts. Pictures inside (`<image>`) must be data URLs to be seen outside of the page.
 * @throws Error when the element has no size, because it is not shown
 */
export function svgFile(svg: SVGSVGElement): Blob {
  return new Blob([svgMarkup(svg).markup], { type: 'image/svg+xml' });
}

/**
 * The same picture as PNG.
 * @param scale pixels for each CSS pixel, above 0; less where the picture would be larger than a canvas may be
 * @throws Error when the element has no size, or the browser cannot draw it
 */
export async function pngFile(svg: SVGSVGElement, scale = 2): Promise<Blob> {
  const { markup, width, height } = svgMarkup(svg);
  const size = pixelSize(width, height, scale);
  const url = URL.createObjectURL(new Blob([markup], { type: 'image/svg+xml' }));
  try {
    const image = new Image(size.width, size.height);
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    Object.assign(canvas, size);
    canvas.getContext('2d')?.drawImage(image, 0, 0, size.width, size.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (!blob) throw new Error('The browser could not draw the picture. Export it as SVG instead.');
    return blob;
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Whole pixels of a picture of `width` by `height` CSS pixels that a canvas can hold. */
export function pixelSize(width: number, height: number, scale: number): { width: number; height: number } {
  const fitting = Math.min(scale, LONGEST_SIDE / width, LONGEST_SIDE / height, Math.sqrt(MOST_PIXELS / width / height));
  return { width: Math.max(1, Math.floor(width * fitting)), height: Math.max(1, Math.floor(height * fitting)) };
}

/** The text of {@link svgFile}, with its size in CSS pixels. */
export function svgMarkup(svg: SVGSVGElement): { markup: string; width: number; height: number } {
  const { width, height } = svg.getBoundingClientRect();
  if (!(width > 0 && height > 0)) {
    throw new Error('The picture has no size: it is not shown. Open it, then export it.');
  }
  const copy = svg.cloneNode(true) as SVGSVGElement;
  bakeLooks(svg, copy);
  for (const left of copy.querySelectorAll('[data-export="no"], script')) left.remove();
  copy.setAttribute('xmlns', SVG);
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  if (!copy.hasAttribute('viewBox')) copy.setAttribute('viewBox', `0 0 ${width} ${height}`);
  copy.prepend(backdrop(copy, backgroundOf(svg)));
  return { markup: new XMLSerializer().serializeToString(copy), width, height };
}

/** Writes what the style sheet says of each element into the element; it names classes that a file does not know. */
function bakeLooks(from: Element, to: Element): void {
  const looks = getComputedStyle(from);
  const written = LOOKS.map((name) => [name, asRgb(looks.getPropertyValue(name))] as const);
  to.removeAttribute('class');
  if ('style' in from && 'style' in to) {
    const own = (from as SVGElement).style;
    const baked = (to as SVGElement).style;
    // Where it stands on the page is no part of the picture.
    to.removeAttribute('style');
    for (const name of PLACES) baked.setProperty(name, own.getPropertyValue(name));
    for (const [name, value] of written) if (value !== '') baked.setProperty(name, value);
  }
  const children = Array.from(to.children);
  for (const [index, child] of Array.from(from.children).entries()) {
    const copied = children[index];
    if (copied) bakeLooks(child, copied);
  }
}

/** Programs that draw SVG files know no backgrounds, so that it is a shape. */
function backdrop(svg: SVGSVGElement, colour: string): SVGElement {
  const [x = 0, y = 0, width = 0, height = 0] = (svg.getAttribute('viewBox') ?? '').split(/[\s,]+/).map(Number);
  return svgElement('rect', { x, y, width, height, fill: colour });
}

/** The first colour behind an element. */
function backgroundOf(element: Element): string {
  for (let behind: Element | null = element; behind; behind = behind.parentElement) {
    const colour = getComputedStyle(behind).backgroundColor;
    if (!NO_COLOUR.test(colour)) return asRgb(colour);
  }
  return '#ffffff';
}

const NEW_COLOUR = /^(oklch|oklab|lch|lab|color|hwb|color-mix)\(/;
const rgb = new Map<string, string>();

/** Programs that draw SVG files know the colours of sRGB alone: others are drawn once, and read back. */
function asRgb(value: string): string {
  if (!NEW_COLOUR.test(value)) return value;
  const known = rgb.get(value);
  if (known !== undefined) return known;
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: 1, height: 1 });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return value;
  context.fillStyle = value;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 255] = context.getImageData(0, 0, 1, 1).data;
  const converted = `rgba(${red}, ${green}, ${blue}, ${Number((alpha / 255).toFixed(3))})`;
  rgb.set(value, converted);
  return converted;
}
