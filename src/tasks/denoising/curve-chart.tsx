import type { Ref } from 'react';

/** One line of a chart. */
export interface Curve {
  name: string;
  values: readonly number[];
}

interface CurveChartProps {
  title: string;
  curves: readonly Curve[];
  logarithmic?: boolean;
  /** Share of the way, 0 to 1, that is marked. */
  at: number;
  svgRef?: Ref<SVGSVGElement>;
}

const [WIDTH, HEIGHT] = [320, 180];
const MARGIN = { left: 48, right: 8, top: 8, bottom: 22 };
const STROKES = ['stroke-bar', 'stroke-warn', 'stroke-danger', 'stroke-good', 'stroke-ink-soft', 'stroke-bar-muted'];
const DASHES = ['', '5 3', '2 2', '8 3 2 3', '1 3', '10 4'];

/** Lines over the steps of several schedules, from the first (left) to the last. */
export function CurveChart({ title, curves, logarithmic = false, at, svgRef }: CurveChartProps) {
  const all = curves.flatMap(({ values }) => values.filter(isDrawn(logarithmic)));
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const scaled = (value: number) => (logarithmic ? Math.log10(value) : value);
  const share = (value: number) => (scaled(value) - scaled(least)) / (scaled(most) - scaled(least) || 1);
  const x = (part: number) => MARGIN.left + part * (WIDTH - MARGIN.left - MARGIN.right);
  const y = (value: number) => HEIGHT - MARGIN.bottom - share(value) * (HEIGHT - MARGIN.top - MARGIN.bottom);
  const line = (values: readonly number[]) =>
    values
      .map((value, index) => [index / Math.max(1, values.length - 1), value] as const)
      .filter(([, value]) => isDrawn(logarithmic)(value))
      .map(([part, value]) => `${x(part).toFixed(1)},${y(value).toFixed(1)}`)
      .join(' ');
  if (all.length === 0) return null;
  return (
    <figure className="min-w-0">
      <figcaption className="font-medium text-xs">{title}</figcaption>
      <svg
        ref={svgRef}
        role="img"
        aria-label={title}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        className="w-full max-w-96 text-[11px]"
      >
        <path
          d={`M${MARGIN.left},${MARGIN.top}V${HEIGHT - MARGIN.bottom}H${WIDTH - MARGIN.right}`}
          className="fill-none stroke-line-strong"
        />
        {[most, least].map((value) => (
          <text key={value} x={MARGIN.left - 4} y={y(value) + 4} textAnchor="end" className="fill-ink-soft">
            {short(value)}
          </text>
        ))}
        <text x={MARGIN.left} y={HEIGHT - 7} className="fill-ink-soft">
          noise
        </text>
        <text x={WIDTH - MARGIN.right} y={HEIGHT - 7} textAnchor="end" className="fill-ink-soft">
          picture
        </text>
        <line
          x1={x(at)}
          x2={x(at)}
          y1={MARGIN.top}
          y2={HEIGHT - MARGIN.bottom}
          className="stroke-accent"
          strokeDasharray="2 2"
        />
        {curves.map(({ name, values }, index) => (
          <polyline
            key={name}
            points={line(values)}
            className={`fill-none ${strokeOf(index)}`}
            strokeWidth="1.75"
            strokeDasharray={DASHES[index % DASHES.length]}
          />
        ))}
      </svg>
    </figure>
  );
}

export const strokeOf = (index: number): string => STROKES[index % STROKES.length] ?? '';

/** The sample of a line, beside its name. */
export function CurveKey({ name, index }: { name: string; index: number }) {
  return (
    <span className="inline-flex items-center gap-1.5 text-xs">
      <svg aria-hidden viewBox="0 0 24 4" className="h-1 w-6">
        <line
          x1="0"
          x2="24"
          y1="2"
          y2="2"
          strokeWidth="2.5"
          className={strokeOf(index)}
          strokeDasharray={DASHES[index % DASHES.length]}
        />
      </svg>
      {name}
    </span>
  );
}

const isDrawn = (logarithmic: boolean) => (value: number) => Number.isFinite(value) && (!logarithmic || value > 0);

const short = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(2));
