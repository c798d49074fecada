import { clsx } from 'clsx';
import { Dices } from 'lucide-react';
import { useRef } from 'react';
import { formatPercent } from '../../lib/format';
import { ExportPicture } from '../../ui/export-picture';
import { ScrollSideways } from '../../ui/scroll-sideways';
import { useMediaQuery } from '../../ui/use-media-query';
import { pickedBy, type Stage, wheelOf } from './distribution';

interface DiceProps {
  /** After all processors. */
  stage: Stage;
  drawn: number;
  /** What was written. */
  token: number;
  given: boolean;
  nameOf(id: number): string;
}

const WIDE = 460;
const NARROW = 280;
const TOP = 22;
const HEIGHT = 26;
/** A name fits into a part as wide as this. */
const NAMED = 34;

/** The number that was drawn, against the cumulative distribution in the order of the vocabulary. */
export function Dice({ stage, drawn, token, given, nameOf }: DiceProps) {
  const picture = useRef<SVGSVGElement>(null);
  const width = useMediaQuery('(min-width: 40rem)') ? WIDE : NARROW;
  const segments = wheelOf(stage);
  const picked = pickedBy(stage, drawn);
  const part = segments.find(({ id }) => id === picked);
  const place = part ? `, which lies between ${part.from.toFixed(4)} and ${part.to.toFixed(4)}` : '';
  const sentence = `The number drawn is ${drawn.toFixed(4)}${place}: “${nameOf(picked)}”${
    picked === token ? '' : `, where “${nameOf(token)}” ${given ? 'was given' : 'was drawn with other knobs'}`
  }.`;
  const wide = segments.filter(({ from, to }) => (to - from) * width >= 0.5);
  return (
    <div className="mt-5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h4 className="flex items-center gap-1.5 font-medium">
          <Dices aria-hidden className="size-4" />
          Dice
        </h4>
        <ExportPicture
          name="loupe-dice"
          svg={() => picture.current}
          table={() => ({
            columns: ['token', 'id', 'from', 'to'],
            rows: segments.map(({ id, from, to }) => [nameOf(id), id, from, to]),
          })}
        />
      </div>
      <p className="mt-1 max-w-prose text-ink-soft text-xs" data-testid="dice">
        {sentence}
      </p>
      <ScrollSideways label="The dice, drawn" className="mt-2">
        <svg
          ref={picture}
          role="img"
          aria-label={sentence}
          width={width + 12}
          height={TOP + HEIGHT + 18}
          viewBox={`-6 0 ${width + 12} ${TOP + HEIGHT + 18}`}
          className="block text-2xs"
        >
          <rect y={TOP} width={width} height={HEIGHT} className="fill-bar-muted" />
          {wide.map(({ id, from, to }, index) => (
            <g key={id}>
              <rect
                x={from * width}
                y={TOP}
                width={(to - from) * width}
                height={HEIGHT}
                className={clsx(
                  'stroke-surface',
                  id === picked ? 'fill-bar' : index % 2 === 0 ? 'fill-bar-muted' : 'fill-line-strong',
                )}
                fillOpacity={id === picked ? 1 : 0.55}
                strokeWidth={0.5}
              >
                <title>{`${nameOf(id)} ${formatPercent(to - from)}`}</title>
              </rect>
              {(to - from) * width >= NAMED && (
                <text
                  x={((from + to) / 2) * width}
                  y={TOP + HEIGHT + 10}
                  textAnchor="middle"
                  className="fill-ink font-mono"
                >
                  {nameOf(id).slice(0, Math.floor(((to - from) * width) / 7))}
                </text>
              )}
            </g>
          ))}
          <path d={`M${drawn * width} ${TOP - 3}l-5 -9h10z`} className="fill-accent" />
          <line
            x1={drawn * width}
            x2={drawn * width}
            y1={TOP - 4}
            y2={TOP + HEIGHT + 2}
            className="stroke-ink"
            strokeWidth={1.5}
          />
          <text
            x={drawn * width + (drawn > 0.8 ? -9 : 9)}
            y={10}
            textAnchor={drawn > 0.8 ? 'end' : 'start'}
            dominantBaseline="central"
            className="fill-ink tabular-nums"
          >
            {drawn.toFixed(4)}
          </text>
        </svg>
      </ScrollSideways>
    </div>
  );
}
