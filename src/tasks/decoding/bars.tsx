import { clsx } from 'clsx';
import { type KeyboardEvent, type RefObject, useState } from 'react';
import { formatPercent } from '../../lib/format';
import { useMediaQuery } from '../../ui/use-media-query';
import type { Bar } from './distribution';

interface BarsProps {
  bars: readonly Bar[];
  /** The token that was taken. */
  chosen: number;
  nameOf(id: number): string;
  onChoose(token: number): void;
  picture: RefObject<SVGSVGElement | null>;
  busy: boolean;
  label: string;
}

const ROW = 22;
/** Pixels of names, bars and numbers, beside each other. */
const WIDE = { left: 110, longest: 300, right: 150 };
const NARROW = { left: 92, longest: 96, right: 96 };
const LONGEST = 14;

/** The likeliest tokens: an outline for what the model says, a bar for what the processors have made of it. */
export function Bars({ bars, chosen, nameOf, onChoose, picture, busy, label }: BarsProps) {
  const [focused, setFocused] = useState(0);
  const { left, longest, right } = useMediaQuery('(min-width: 40rem)') ? WIDE : NARROW;
  const width = left + longest + right;
  const scale = Math.max(...bars.map(({ raw, probability }) => Math.max(raw, probability)), 1e-6);
  const length = (probability: number) => (probability / scale) * longest;
  const onKeyDown = (event: KeyboardEvent<SVGSVGElement>) => {
    const at = Math.min(focused, bars.length - 1);
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      const bar = bars[at];
      if (bar && !busy) onChoose(bar.id);
      return;
    }
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: bars.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const place = Math.min(bars.length - 1, Math.max(0, next));
    setFocused(place);
    event.currentTarget.querySelector<SVGGElement>(`[data-bar="${place}"]`)?.focus();
  };
  return (
    <div className="mt-3 overflow-x-auto">
      {/* biome-ignore lint/a11y/useSemanticElements: no element of HTML groups shapes */}
      <svg
        ref={picture}
        role="group"
        aria-label={`${label}; the arrow keys go from bar to bar, Enter goes on with its token`}
        width={width}
        height={bars.length * ROW + 4}
        viewBox={`0 0 ${width} ${bars.length * ROW + 4}`}
        onKeyDown={onKeyDown}
        className="block text-xs"
      >
        {bars.map(({ id, raw, probability, cutBy }, index) => {
          const name = nameOf(id);
          const end = left + Math.max(length(raw), length(probability));
          return (
            // biome-ignore lint/a11y/useSemanticElements: no element of HTML can be drawn here
            <g
              key={id}
              role="button"
              aria-label={`${name}, ${formatPercent(probability)}${cutBy ? `, cut by ${cutBy}` : ''}, raw ${formatPercent(raw)}${id === chosen ? ', taken' : ''}`}
              aria-disabled={busy}
              tabIndex={index === Math.min(focused, bars.length - 1) ? 0 : -1}
              data-bar={index}
              onClick={() => !busy && onChoose(id)}
              onFocus={() => setFocused(index)}
              transform={`translate(0 ${2 + index * ROW})`}
              className="group/bar outline-none"
            >
              <rect
                width={width}
                height={ROW}
                rx={3}
                className="fill-transparent group-hover/bar:fill-hover group-focus-visible/bar:fill-accent-soft"
              />
              <text
                x={left - 8}
                y={ROW / 2}
                textAnchor="end"
                dominantBaseline="central"
                className={clsx('font-mono', cutBy ? 'fill-ink-soft' : 'fill-ink')}
                fontWeight={id === chosen ? 700 : 400}
              >
                {name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name}
              </text>
              <rect
                x={left}
                y={4}
                width={Math.max(1, length(probability))}
                height={ROW - 8}
                rx={2}
                className={cutBy ? 'fill-bar-muted' : 'fill-bar'}
              />
              <rect
                x={left}
                y={4}
                width={Math.max(1, length(raw))}
                height={ROW - 8}
                rx={2}
                className="fill-none stroke-line-strong"
                strokeDasharray={cutBy ? '3 2' : undefined}
              />
              <text x={end + 8} y={ROW / 2} dominantBaseline="central" className="fill-ink-soft tabular-nums">
                {cutBy ? `cut by ${cutBy}` : formatPercent(probability)}
                {id === chosen ? ' ◀' : ''}
              </text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}
