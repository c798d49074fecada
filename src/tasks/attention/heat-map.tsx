import { clsx } from 'clsx';
import { type PointerEvent, useMemo, useState } from 'react';
import { formatPercent } from '../../lib/format';
import { ScrollSideways } from '../../ui/scroll-sideways';
import { type DrawnProps, labelWidth, shorten } from './lines-view';
import { heatPaths, weightAt } from './matrix';

/** Cells of a short text are large enough to point at; those of a long one stay readable beside their labels. */
const cellOf = (columns: number): number => Math.max(12, Math.min(30, Math.round(560 / columns)));

/** One row for each token that looks, one column for each that is looked at. */
export function HeatMap({ matrix, queries, keys, selected, onSelect, picture, label }: DrawnProps) {
  const paths = useMemo(() => heatPaths(matrix), [matrix]);
  const [pointed, setPointed] = useState<{ row: number; column: number } | null>(null);
  const cell = cellOf(keys.length);
  const [left, top] = [labelWidth(queries), labelWidth(keys)];
  const width = left + keys.length * cell + 2;
  const height = top + queries.length * cell + 2;
  const follow = (event: PointerEvent<SVGRectElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const column = Math.floor(((event.clientX - box.left) / box.width) * keys.length);
    const row = Math.floor(((event.clientY - box.top) / box.height) * queries.length);
    if (row < 0 || column < 0 || row >= queries.length || column >= keys.length) return;
    setPointed({ row, column });
    if (row !== selected) onSelect(row);
  };
  return (
    <>
      <ScrollSideways label={`Heat map${label}`}>
        <svg
          ref={picture}
          role="img"
          aria-label={`Heat map of ${queries.length} by ${keys.length} tokens${label}; the table below has the weights`}
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          className="mx-auto block font-mono text-2xs"
        >
          <g transform={`translate(${left} ${top}) scale(${cell})`}>
            <rect width={keys.length} height={queries.length} className="fill-sunken" />
            {paths.map(({ opacity, path }) => (
              <path key={opacity} d={path} fillOpacity={opacity} className="fill-bar" />
            ))}
          </g>
          <rect
            x={left}
            y={top + selected * cell}
            width={keys.length * cell}
            height={cell}
            className="fill-none stroke-accent"
            strokeWidth={1.5}
          />
          {queries.map(({ text }, row) => (
            <text
              // biome-ignore lint/suspicious/noArrayIndexKey: tokens never move
              key={row}
              x={left - 6}
              y={top + (row + 0.5) * cell}
              textAnchor="end"
              dominantBaseline="central"
              className={clsx(row === selected ? 'fill-accent' : 'fill-ink')}
            >
              {shorten(text)}
            </text>
          ))}
          {keys.map(({ text }, column) => (
            <text
              // biome-ignore lint/suspicious/noArrayIndexKey: tokens never move
              key={column}
              transform={`translate(${left + (column + 0.5) * cell} ${top - 6}) rotate(-90)`}
              dominantBaseline="central"
              className="fill-ink"
            >
              {shorten(text)}
            </text>
          ))}
          <rect
            x={left}
            y={top}
            width={keys.length * cell}
            height={queries.length * cell}
            onPointerMove={follow}
            onPointerLeave={() => setPointed(null)}
            className="fill-transparent"
          />
        </svg>
      </ScrollSideways>
      <p aria-hidden className="mt-1 min-h-5 text-center text-ink-soft text-xs">
        {pointed &&
          `“${queries[pointed.row]?.text}” → “${keys[pointed.column]?.text}” ${formatPercent(weightAt(matrix, pointed.row, pointed.column))}`}
      </p>
    </>
  );
}
