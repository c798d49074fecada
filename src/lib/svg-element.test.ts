// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { standOutOfSight, svgElement } from './svg-element';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('makes elements of SVG', () => {
  const made = svgElement('rect', { x: 1.5, class: 'bar' });
  expect(made.namespaceURI).toBe('http://www.w3.org/2000/svg');
  expect([made.getAttribute('x'), made.getAttribute('class')]).toEqual(['1.5', 'bar']);
});

it('keeps a picture in the page for as long as a file is made of it', () => {
  const svg = svgElement('svg', { width: 10 });
  standOutOfSight(svg);
  expect(svg.isConnected).toBe(true);
  expect(svg.getAttribute('aria-hidden')).toBe('true');
  vi.advanceTimersByTime(60_000);
  expect(svg.isConnected).toBe(false);
});
