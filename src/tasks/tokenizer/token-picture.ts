import { standOutOfSight, svgElement } from '../../lib/svg-element';
import { flowRows } from '../../lib/tokenizer/flow-rows';
import type { TokenRow } from '../../lib/tokenizer/tokenized';
import { labelColours } from '../../ui/label-colours';
import { CHIP_GAP, chipWidth, ID_SIZE, TEXT_SIZE } from './measure-text';
import { kindOf, type LabelMode, labelsOf } from './token-labels';

const WIDTH = 900;
const MARGIN = 12;
const CHIP_HEIGHT = 42;
const ROW_HEIGHT = 46;
/** A picture of more would be taller than a canvas may be. */
const MOST_TOKENS = 3000;

const FILLS = { special: 'var(--color-surface)', padding: 'var(--color-sunken)', unknown: 'var(--color-danger-soft)' };

/**
 * The chips as one SVG element, which stands in the page out of sight for as long as an export takes.
 */
export function drawTokens(
  row: TokenRow,
  sources: readonly string[],
  unknownId: number | null,
  mode: LabelMode,
): SVGSVGElement {
  const labels = labelsOf(row, sources, mode).slice(0, MOST_TOKENS);
  const widths = labels.map((label, index) => Math.min(chipWidth(label, row.ids[index] ?? 0), WIDTH));
  const rows = flowRows(widths, WIDTH + CHIP_GAP, (index) => (labels[index] ?? '').includes('↵'));
  const height = rows.length * ROW_HEIGHT + 2 * MARGIN;
  const svg = svgElement('svg', {
    width: WIDTH + 2 * MARGIN,
    height,
    viewBox: `0 0 ${WIDTH + 2 * MARGIN} ${height}`,
  });
  svg.style.background = 'var(--color-surface)';
  for (const [line, { from, to }] of rows.entries()) {
    let x = MARGIN;
    for (let token = from; token < to; token++) {
      const width = (widths[token] ?? 0) - CHIP_GAP;
      const kind = kindOf(row, token, unknownId);
      const fill = kind === 'text' ? labelColours(token).background : FILLS[kind];
      drawChip(
        svg,
        { x, y: MARGIN + line * ROW_HEIGHT, width, fill, dashed: kind === 'special' },
        labels[token] ?? '',
        row.ids[token] ?? 0,
      );
      x += widths[token] ?? 0;
    }
  }
  standOutOfSight(svg);
  return svg;
}

interface ChipBox {
  x: number;
  y: number;
  width: number;
  fill: string;
  dashed: boolean;
}

function drawChip(svg: SVGElement, { x, y, width, fill, dashed }: ChipBox, label: string, id: number): void {
  const box = svgElement('rect', { x, y, width, height: CHIP_HEIGHT, rx: 6 });
  Object.assign(box.style, {
    fill,
    stroke: dashed ? 'var(--color-line-strong)' : 'none',
    strokeDasharray: dashed ? '3 2' : 'none',
  });
  const text = (content: string, size: number, below: number, colour: string) => {
    const written = svgElement('text', { x: x + width / 2, y: y + below });
    Object.assign(written.style, {
      fontFamily: 'var(--font-mono)',
      fontSize: `${size}px`,
      textAnchor: 'middle',
      fill: colour,
    });
    written.textContent = content;
    return written;
  };
  svg.append(
    box,
    text(label, TEXT_SIZE, 18, 'var(--color-ink)'),
    text(String(id), ID_SIZE, 34, 'var(--color-ink-soft)'),
  );
}
