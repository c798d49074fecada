import type { Ref } from 'react';
import { shortLabel } from './place-labels';

/** One text and its cosines to all of them. */
export interface Entry {
  row: number;
  name: string;
  values: readonly number[];
}

/** Of so few texts each cell has room for its number. */
const NUMBERED = 14;
/** Pixels of a letter, about. */
const LETTER = 6.6;
const LONGEST = 28;
const LONGEST_ABOVE = 16;
const LEGEND = 40;

/** Each text beside its row, and, shorter, above its column. */
export function MatrixPicture({ entries, ref }: { entries: readonly Entry[]; ref: Ref<SVGSVGElement> }) {
  const cell = entries.length <= NUMBERED ? 40 : 18;
  const labels = entries.map(({ name }) => shortLabel(name).slice(0, LONGEST));
  const longest = Math.max(...labels.map((label) => label.length));
  const left = 12 + longest * LETTER;
  const top = 12 + Math.min(longest, LONGEST_ABOVE) * LETTER;
  const [width, height] = [left + Math.max(entries.length * cell, 200), top + entries.length * cell + LEGEND];
  return (
    <svg
      ref={ref}
      role="img"
      aria-label={`Cosine of each of ${entries.length} texts with each; the table under it has the numbers.`}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      className="bg-surface font-sans"
    >
      {entries.map(({ row }, column) => (
        <text
          key={row}
          transform={`translate(${left + (column + 0.5) * cell} ${top - 6}) rotate(-90)`}
          dominantBaseline="central"
          className="fill-ink text-xs"
        >
          {above(labels[column] ?? '')}
        </text>
      ))}
      {entries.map(({ row, name, values }, line) => (
        <g key={row} transform={`translate(0 ${top + line * cell})`}>
          <text x={left - 8} y={cell / 2} dominantBaseline="central" textAnchor="end" className="fill-ink text-xs">
            {labels[line]}
          </text>
          {entries.map((other, column) => (
            <Cell
              key={other.row}
              x={left + column * cell}
              size={cell}
              value={values[column] ?? 0}
              title={`${name} · ${other.name}`}
            />
          ))}
        </g>
      ))}
      <Legend x={left} y={height - LEGEND + 14} />
    </svg>
  );
}

const above = (label: string): string =>
  label.length > LONGEST_ABOVE ? `${label.slice(0, LONGEST_ABOVE - 1)}…` : label;

/** Darker where two texts are more alike; less than nothing has the colour of a warning. */
const look = (value: number) => ({
  fillOpacity: Math.min(1, Math.abs(value)) * 0.75,
  className: value < 0 ? 'fill-danger' : 'fill-bar',
});

interface CellProps {
  x: number;
  size: number;
  value: number;
  title: string;
}

function Cell({ x, size, value, title }: CellProps) {
  return (
    <g>
      <title>{`${title}: ${value.toFixed(3)}`}</title>
      <rect x={x} width={size - 1} height={size - 1} {...look(value)} />
      {size >= 40 && (
        <text
          x={x + size / 2}
          y={size / 2}
          dominantBaseline="central"
          textAnchor="middle"
          className="fill-ink font-mono text-2xs"
        >
          {value.toFixed(2)}
        </text>
      )}
    </g>
  );
}

const SHADES = [-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1];
const SHADE = 16;

/** What the shades mean. */
function Legend({ x, y }: { x: number; y: number }) {
  return (
    <g transform={`translate(${x} ${y})`} className="text-2xs">
      {SHADES.map((value, index) => (
        <rect key={value} x={22 + index * SHADE} width={SHADE} height={12} {...look(value)} />
      ))}
      <text x={18} y={6} textAnchor="end" dominantBaseline="central" className="fill-ink-soft">
        −1
      </text>
      <text x={26 + SHADES.length * SHADE} y={6} dominantBaseline="central" className="fill-ink-soft">
        1
      </text>
    </g>
  );
}
