import type { Projected } from '../../lib/embeddings/camera';
import { standOutOfSight, svgElement } from '../../lib/svg-element';
import { placeLabels } from './place-labels';
import type { ScatterState } from './scatter-controller';
import { LABEL_FONT } from './scatter-overlay';

/**
 * The map as it is seen now, as an SVG element that stands in the page, out of sight, for as long as an export takes.
 * Points of one colour are one path.
 */
export function scatterSvg(host: HTMLElement, state: ScatterState, projected: Projected): SVGSVGElement {
  const svg = svgElement('svg', { width: state.width, height: state.height });
  const radius = state.drawn.length > 1000 ? 2 : 3.5;
  const paths = new Map<string, string[]>();
  for (const point of state.drawn) {
    const [red = 0, green = 0, blue = 0, alpha = 1] = state.colours.subarray(point * 4, point * 4 + 4);
    const colour = `rgba(${[red, green, blue].map((part) => Math.round(part * 255)).join(', ')}, ${alpha.toFixed(2)})`;
    const x = (projected.screen[point * 2] ?? 0).toFixed(1);
    const y = (projected.screen[point * 2 + 1] ?? 0).toFixed(1);
    const circle = `M${x} ${y}m-${radius} 0a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0-${2 * radius} 0`;
    paths.set(colour, [...(paths.get(colour) ?? []), circle]);
  }
  for (const [colour, circles] of paths) svg.append(svgElement('path', { d: circles.join(''), fill: colour }));
  const context = document.createElement('canvas').getContext('2d');
  if (context) context.font = LABEL_FONT;
  const widthOf = (text: string) => context?.measureText(text).width ?? 0;
  for (const { text, x, y } of placeLabels(state, state.drawn, projected.screen, widthOf)) {
    const label = svgElement('text', { x, y, 'font-size': 12, fill: 'currentColor' });
    label.textContent = text;
    svg.append(label);
  }
  standOutOfSight(svg, host);
  return svg;
}
