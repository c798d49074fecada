/** Red, green and blue, each from 0 to 1. */
export type Rgb = readonly [number, number, number];

/**
 * What a CSS colour is on the screen now: `light-dark()` and variables are resolved where `element` stands.
 * For drawing by WebGL, which knows numbers alone.
 */
export function resolveColours(colours: readonly string[], element: Element): Rgb[] {
  const probe = document.createElement('span');
  element.append(probe);
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const found = colours.map((colour): Rgb => {
    probe.style.color = colour;
    if (!context) return [0.5, 0.5, 0.5];
    context.fillStyle = getComputedStyle(probe).color;
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
    return [red / 255, green / 255, blue / 255];
  });
  probe.remove();
  return found;
}

export const cssOf = ([red, green, blue]: Rgb): string =>
  `rgb(${Math.round(red * 255)} ${Math.round(green * 255)} ${Math.round(blue * 255)})`;
