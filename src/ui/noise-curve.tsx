interface NoiseCurveProps {
  /** One level for each step, and the one that is left at the end. */
  levels: readonly number[];
  /** What the levels are: sigmas, or timesteps where a scheduler has none. */
  unit: 'sigma' | 'timestep';
  /** Steps that are done. */
  step: number;
}

const HEIGHT = 100;

/** How the noise goes down from step to step, with the present step marked. */
export function NoiseCurve({ levels, unit, step }: NoiseCurveProps) {
  const highest = Math.max(...levels, Number.MIN_VALUE);
  const last = Math.max(1, levels.length - 1);
  const at = Math.min(step, levels.length - 1);
  const level = levels[at] ?? 0;
  const place = (index: number, value: number) => `${(index / last) * 100},${HEIGHT - (value / highest) * HEIGHT}`;
  const line = levels.map((value, index) => place(index, value)).join(' ');
  const done = levels
    .slice(0, at + 1)
    .map((value, index) => place(index, value))
    .join(' ');
  return (
    <figure className="min-w-0">
      <div className="relative h-14 border-line border-b border-l">
        <svg
          role="img"
          aria-label={`${unit} over the steps: from ${words(highest)} to ${words(levels.at(-1) ?? 0)}, now ${words(level)}`}
          viewBox={`0 0 100 ${HEIGHT}`}
          preserveAspectRatio="none"
          className="absolute inset-0 size-full overflow-visible"
        >
          <polygon points={`0,${HEIGHT} ${done} ${(at / last) * 100},${HEIGHT}`} className="fill-accent-soft" />
          <polyline
            points={line}
            vectorEffect="non-scaling-stroke"
            className="fill-none stroke-bar-muted"
            strokeWidth="1.5"
          />
          <polyline points={done} vectorEffect="non-scaling-stroke" className="fill-none stroke-bar" strokeWidth="2" />
        </svg>
        <span
          aria-hidden
          className="absolute size-2.5 -translate-x-1/2 translate-y-1/2 rounded-full border-2 border-surface bg-accent"
          style={{ left: `${(at / last) * 100}%`, bottom: `${(level / highest) * 100}%` }}
        />
      </div>
      <figcaption className="mt-1 flex justify-between gap-3 text-ink-soft text-xs tabular-nums">
        <span>
          {unit} {words(level)}
        </span>
        <span>
          {words(highest)} → {words(levels.at(-1) ?? 0)}
        </span>
      </figcaption>
    </figure>
  );
}

const words = (level: number): string => (level >= 100 ? level.toFixed(0) : level.toPrecision(3));
