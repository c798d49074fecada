import { useMemo, useRef } from 'react';
import { addNoise, gaussianNoise, linearSchedule } from '../../../lib/concepts/forward-noising';
import { showNumber } from '../../../lib/concepts/show-number';
import { ExportPicture } from '../../../ui/export-picture';
import { useMediaQuery } from '../../../ui/use-media-query';
import { Arithmetic, Part } from '../arithmetic';
import { defineExample, type ExampleViewProps } from '../example';
import { NumberKnob } from '../knob';

const fields = {
  t: { kind: 'number', label: 'Step t', default: 250, minimum: 1, maximum: 1000, step: 1, integer: true },
  steps: { kind: 'number', label: 'Steps in all', default: 1000, minimum: 2, maximum: 1000, step: 1, integer: true },
  beta_start: {
    kind: 'number',
    label: 'β at the first step',
    default: 0.0001,
    minimum: 0.0001,
    maximum: 0.5,
    step: 0.0001,
  },
  beta_end: { kind: 'number', label: 'β at the last step', default: 0.02, minimum: 0.0001, maximum: 0.5, step: 0.0001 },
  x0: { kind: 'number', label: 'A pixel x₀', default: 0.8, minimum: -1, maximum: 1, step: 0.01 },
  seed: { kind: 'number', label: 'Seed of the noise', default: 1, minimum: 0, maximum: 999, step: 1, integer: true },
} as const;

const SIDE = 24;

function View({ values, set }: ExampleViewProps<typeof fields>) {
  const { t, steps, beta_start, beta_end, x0, seed } = values;
  const schedule = useMemo(() => linearSchedule(steps, beta_start, beta_end), [steps, beta_start, beta_end]);
  const at = Math.min(t, steps);
  const beta = schedule.betas[at - 1] ?? 0;
  const left = schedule.alphasCumprod[at - 1] ?? 1;
  const noise = useMemo(() => gaussianNoise(SIDE * SIDE + 1, seed), [seed]);
  const epsilon = noise[0] ?? 0;
  return (
    <div className="grid gap-4 xl:grid-cols-2">
      <Part title="Numbers">
        <NumberKnob field={fields.t} value={t} maximum={steps} onChange={(next) => set({ t: next })} />
        <NumberKnob field={fields.steps} value={steps} onChange={(next) => set({ steps: next })} />
        <NumberKnob field={fields.beta_start} value={beta_start} onChange={(next) => set({ beta_start: next })} />
        <NumberKnob field={fields.beta_end} value={beta_end} onChange={(next) => set({ beta_end: next })} />
        <NumberKnob field={fields.x0} value={x0} onChange={(next) => set({ x0: next })} />
        <NumberKnob field={fields.seed} value={seed} onChange={(next) => set({ seed: next })} />
      </Part>
      <Part title={`Arithmetic of step ${at}`}>
        <Arithmetic
          lines={[
            [`β${at}`, showNumber(beta, 6)],
            [`ᾱ${at}`, `(1 − β1) × … × (1 − β${at}) = ${showNumber(left, 6)}`],
            ['√ᾱ, signal', showNumber(Math.sqrt(left), 6)],
            ['√(1 − ᾱ), noise', showNumber(Math.sqrt(1 - left), 6)],
            ['signal to noise', `ᾱ / (1 − ᾱ) = ${showNumber(left / (1 - left))}`],
            [
              `x${at}`,
              `${showNumber(Math.sqrt(left))}×${showNumber(x0)} + ${showNumber(Math.sqrt(1 - left))}×${showNumber(epsilon)} = ${showNumber(addNoise([x0], [epsilon], left)[0] ?? 0)}`,
            ],
          ]}
        />
        <NoisyPicture noise={noise.slice(1)} left={left} at={at} />
      </Part>
      <div className="min-w-0 xl:col-span-2">
        <Part title="What is left of the signal">
          <Curve alphas={schedule.alphasCumprod} at={at} />
        </Part>
      </div>
    </div>
  );
}

/** A bright disc on a dark ground, from -1 to 1. */
const DISC = Array.from({ length: SIDE * SIDE }, (_, pixel) => {
  const [x, y] = [(pixel % SIDE) - SIDE / 2 + 0.5, Math.floor(pixel / SIDE) - SIDE / 2 + 0.5];
  return Math.hypot(x, y) < SIDE / 3 ? 0.8 : -0.8;
});

function NoisyPicture({ noise, left, at }: { noise: readonly number[]; left: number; at: number }) {
  const picture = useRef<SVGSVGElement>(null);
  const pixels = addNoise(DISC, noise, left);
  return (
    <div className="grid gap-2">
      <svg
        ref={picture}
        role="img"
        aria-label={`A disc after ${at} steps of noise`}
        viewBox={`0 0 ${SIDE} ${SIDE}`}
        className="w-40"
        shapeRendering="crispEdges"
      >
        {pixels.map((value, pixel) => {
          const grey = Math.round(Math.min(255, Math.max(0, (value + 1) * 127.5)));
          return (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: pixels have no names but their places
              key={pixel}
              x={pixel % SIDE}
              y={Math.floor(pixel / SIDE)}
              width={1.02}
              height={1.02}
              fill={`rgb(${grey} ${grey} ${grey})`}
            />
          );
        })}
      </svg>
      <ExportPicture
        name={`loupe-noised-${at}`}
        svg={() => picture.current}
        table={() => ({
          columns: ['row', 'column', 'value'],
          rows: pixels.map((value, pixel) => [Math.floor(pixel / SIDE), pixel % SIDE, value]),
        })}
      />
    </div>
  );
}

/** Pixels of the picture on a wide and on a narrow window: its words stay as large. */
const WIDE = 640;
const NARROW = 320;
const HEIGHT = 180;
const ROWS_SHOWN = 9;

function Curve({ alphas, at }: { alphas: readonly number[]; at: number }) {
  const picture = useRef<SVGSVGElement>(null);
  const width = useMediaQuery('(min-width: 40rem)') ? WIDE : NARROW;
  const x = (step: number) => 34 + ((step - 1) / Math.max(1, alphas.length - 1)) * (width - 44);
  const y = (value: number) => 10 + (1 - value) * (HEIGHT - 34);
  const line = (of: (alpha: number) => number) =>
    alphas.map((alpha, step) => `${x(step + 1)},${y(of(alpha))}`).join(' ');
  const shown = [
    ...new Set(
      Array.from({ length: ROWS_SHOWN }, (_, part) => Math.round(1 + (part / (ROWS_SHOWN - 1)) * (alphas.length - 1))),
    ),
  ];
  return (
    <figure className="grid min-w-0 gap-2">
      <svg
        ref={picture}
        role="img"
        aria-label={`Signal and noise over ${alphas.length} steps; at step ${at} the signal weighs ${showNumber(Math.sqrt(alphas[at - 1] ?? 1), 3)}`}
        viewBox={`0 0 ${width} ${HEIGHT}`}
        className="w-full max-w-3xl"
      >
        {[0, 0.5, 1].map((value) => (
          <g key={value}>
            <line x1={34} x2={width - 10} y1={y(value)} y2={y(value)} className="stroke-line" />
            <text x={28} y={y(value) + 4} textAnchor="end" fontSize={11} className="fill-ink-soft">
              {value}
            </text>
          </g>
        ))}
        <polyline points={line(Math.sqrt)} className="fill-none stroke-bar" strokeWidth={2} />
        <polyline
          points={line((alpha) => Math.sqrt(1 - alpha))}
          className="fill-none stroke-warn"
          strokeWidth={2}
          strokeDasharray="5 3"
        />
        <line x1={x(at)} x2={x(at)} y1={y(1)} y2={y(0)} className="stroke-ink" />
        <text x={width - 10} y={HEIGHT - 6} textAnchor="end" fontSize={11} className="fill-ink-soft">
          step {alphas.length}
        </text>
        <text x={34} y={HEIGHT - 6} fontSize={11} className="fill-ink-soft">
          step 1
        </text>
      </svg>
      <figcaption className="text-ink-soft text-xs">
        Drawn through: √ᾱ, the weight of the signal. Dashed: √(1 − ᾱ), that of the noise.
      </figcaption>
      <details>
        <summary className="w-fit text-xs">As a table</summary>
        <table aria-label="Signal and noise" className="mt-1 text-right font-mono text-xs tabular-nums">
          <thead>
            <tr>
              {['step', 'ᾱ', '√ᾱ', '√(1 − ᾱ)'].map((head) => (
                <th key={head} scope="col" className="px-3 font-normal text-ink-soft">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((step) => {
              const alpha = alphas[step - 1] ?? 1;
              return (
                <tr key={step}>
                  {[step, alpha, Math.sqrt(alpha), Math.sqrt(1 - alpha)].map((value, column) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: columns never move
                    <td key={column} className="px-3">
                      {showNumber(value)}
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </details>
      <ExportPicture
        name="loupe-forward-noising"
        svg={() => picture.current}
        table={() => ({
          columns: ['step', 'alpha_cumprod', 'signal', 'noise'],
          rows: alphas.map((alpha, step) => [step + 1, alpha, Math.sqrt(alpha), Math.sqrt(1 - alpha)]),
        })}
      />
    </figure>
  );
}

export const example = defineExample({
  id: 'forward-noising',
  title: 'Forward noising',
  order: 90,
  idea: 'A diffusion model learns from pictures that are drowned in noise step by step. Any step can be reached at once: only the product of all 1 − β counts.',
  formula: 'x_t = √ᾱ_t x_0 + √(1 − ᾱ_t) ε,  ᾱ_t = Π (1 − β_s)',
  source:
    'Ho, Jain and Abbeel, Denoising Diffusion Probabilistic Models (2020): β from 10⁻⁴ to 0.02 in 1000 steps leave ᾱ = 4.04·10⁻⁵.',
  fields,
  presets: [
    { label: 'The first step', values: { t: 1 } },
    { label: 'The last step', values: { t: 1000 } },
    { label: 'Ten steps', values: { steps: 10, t: 5, beta_start: 0.02, beta_end: 0.4 } },
  ],
  View,
});
