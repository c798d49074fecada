// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { pixelSize, svgFile, svgMarkup } from './export-picture';

afterEach(() => document.body.replaceChildren());

/** A picture whose colours come from a style sheet and stand on a coloured box. */
function drawn(inner: string, { width = 120, height = 40 } = {}): SVGSVGElement {
  document.body.innerHTML = `<style>.bar { fill: rgb(15, 138, 140); } .box { background-color: rgb(255, 255, 255); }</style>
    <div class="box"><svg class="wide" role="img" aria-label="Bars">${inner}</svg></div>`;
  const svg = document.querySelector('svg') as SVGSVGElement;
  svg.getBoundingClientRect = () => new DOMRect(0, 0, width, height);
  return svg;
}

describe('svgMarkup', () => {
  it('writes the colours of the style sheet into the elements', () => {
    const { markup, width, height } = svgMarkup(drawn('<g><rect class="bar" width="9" height="9"></rect></g>'));
    expect([width, height]).toEqual([120, 40]);
    expect(markup).toContain('fill: rgb(15, 138, 140)');
    expect(markup).not.toContain('class=');
    expect(markup).toContain('viewBox="0 0 120 40"');
    expect(markup).toContain('aria-label="Bars"');
    expect(markup).toContain('<rect x="0" y="0" width="120" height="40" fill="rgb(255, 255, 255)"');
  });

  it('leaves out what is for the screen alone, and changes nothing in the page', () => {
    const svg = drawn('<rect class="bar"></rect><text data-export="no">hover</text><script>1</script>');
    const before = svg.outerHTML;
    const { markup } = svgMarkup(svg);
    expect(markup).not.toContain('hover');
    expect(markup).not.toContain('script');
    expect(svg.outerHTML).toBe(before);
  });

  it('takes along how an element is turned, and not where the picture stands', () => {
    const svg = drawn('<rect style="transform: rotate(45deg); left: 3px; fill: var(--nothing)"></rect>');
    svg.style.position = 'absolute';
    const { markup } = svgMarkup(svg);
    expect(markup).toContain('rotate(45deg)');
    expect(markup).not.toMatch(/position|left|var\(/);
  });

  it('keeps a view box of its own', () => {
    const svg = drawn('<rect></rect>');
    svg.setAttribute('viewBox', '0 0 10 10');
    expect(svgMarkup(svg).markup).toContain('viewBox="0 0 10 10"');
  });

  it('says so when the picture is not shown', () => {
    expect(() => svgMarkup(drawn('<rect></rect>', { width: 0 }))).toThrow('not shown');
  });

  it('makes a file that parses as XML', async () => {
    const file = svgFile(drawn('<text>a &lt; b &amp; c</text>'));
    expect(file.type).toBe('image/svg+xml');
    const parsed = new DOMParser().parseFromString(await file.text(), 'image/svg+xml');
    expect(parsed.querySelector('text')?.textContent).toBe('a < b & c');
  });
});

describe('pixelSize', () => {
  it.each([
    [300, 200, 2, { width: 600, height: 400 }],
    [0.2, 0.2, 1, { width: 1, height: 1 }],
    [20_000, 100, 2, { width: 16_384, height: 81 }],
  ])('of %d by %d at %d', (width, height, scale, expected) => {
    expect(pixelSize(width, height, scale)).toEqual(expected);
  });

  it('stays within the pixels that a canvas may have', () => {
    const { width, height } = pixelSize(9000, 9000, 3);
    expect(width * height).toBeLessThanOrEqual(64e6);
    expect(width).toBeGreaterThan(7900);
  });
});
