const SVG = 'http://www.w3.org/2000/svg';

/** Long enough for a file to be made of it. */
const KEPT_MS = 10_000;

/** An SVG element with its attributes; not yet in the page. */
export function svgElement<K extends keyof SVGElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string | number>> = {},
): SVGElementTagNameMap[K] {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

/**
 * Puts a picture that is drawn to be exported into the page, where its colours are computed, but out of sight, and takes
 * it out again in a while.
 * @param host whose colours and letters it takes on
 */
export function standOutOfSight(svg: SVGSVGElement, host: HTMLElement = document.body): void {
  svg.setAttribute('aria-hidden', 'true');
  Object.assign(svg.style, { position: 'absolute', left: '-99999px', top: '0' });
  host.append(svg);
  setTimeout(() => svg.remove(), KEPT_MS);
}
