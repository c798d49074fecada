import { clsx } from 'clsx';
import type { RefObject } from 'react';
import type { AttentionToken } from '../../contract/attention-token';
import { ScrollSideways } from '../../ui/scroll-sideways';
import { inkOf, type Matrix, weightAt } from './matrix';

export interface DrawnProps {
  matrix: Matrix;
  queries: readonly AttentionToken[];
  keys: readonly AttentionToken[];
  selected: number;
  onSelect(row: number): void;
  picture: RefObject<SVGSVGElement | null>;
  /** Ends the names of pictures where several stand side by side. */
  label: string;
}

const ROW = 22;
const LETTER = 7.3;
const LONGEST = 18;
const LINES = 150;
/** Fainter lines are not drawn. */
const FAINTEST = 0.02;
const MARGIN = 6;

export const shorten = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);
export const labelWidth = (tokens: readonly AttentionToken[]): number =>
  Math.max(...tokens.map(({ text }) => shorten(text).length), 3) * LETTER + 12;

/** The head view: on the left what looks, on the right what is looked at, and lines as dark as the weight. */
export function LinesView({ matrix, queries, keys, selected, onSelect, picture, label }: DrawnProps) {
  const [left, right] = [labelWidth(queries), labelWidth(keys)];
  const width = left + LINES + right;
  const height = Math.max(queries.length, keys.length) * ROW + 2 * MARGIN;
  const y = (index: number) => MARGIN + (index + 0.5) * ROW;
  return (
    <ScrollSideways label={`Lines${label}`}>
      <svg
        ref={picture}
        role="img"
        aria-label={`Lines from ${queries.length} tokens to ${keys.length}${label}; the table below has the weights`}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        className="mx-auto block text-xs"
      >
        {queries.map((_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: tokens never move
          <g key={row} className={clsx('stroke-bar transition-opacity', row !== selected && 'opacity-25')}>
            {keys.map((_, column) => {
              const weight = weightAt(matrix, row, column);
              if (weight < FAINTEST) return null;
              return (
                <line
                  // biome-ignore lint/suspicious/noArrayIndexKey: tokens never move
                  key={column}
                  x1={left}
                  x2={left + LINES}
                  y1={y(row)}
                  y2={y(column)}
                  strokeOpacity={inkOf(weight)}
                  strokeWidth={row === selected ? 1 + 3 * weight : 1}
                />
              );
            })}
          </g>
        ))}
        {queries.map(({ text, special }, row) => (
          <g
            // biome-ignore lint/suspicious/noArrayIndexKey: tokens never move
            key={row}
            onPointerEnter={() => onSelect(row)}
            className="font-mono"
          >
            <rect
              y={y(row) - ROW / 2}
              width={left}
              height={ROW}
              rx={3}
              className={row === selected ? 'fill-accent-soft' : 'fill-transparent'}
            />
            <text
              x={left - 6}
              y={y(row)}
              textAnchor="end"
              dominantBaseline="central"
              className={special ? 'fill-ink-soft' : 'fill-ink'}
            >
              {shorten(text)}
            </text>
          </g>
        ))}
        {keys.map(({ text, special }, column) => (
          <text
            // biome-ignore lint/suspicious/noArrayIndexKey: tokens never move
            key={column}
            x={left + LINES + 6}
            y={y(column)}
            dominantBaseline="central"
            className={clsx('font-mono', special ? 'fill-ink-soft' : 'fill-ink')}
          >
            {shorten(text)}
          </text>
        ))}
      </svg>
    </ScrollSideways>
  );
}
