import { useEffect, useRef, useState } from 'react';
import type { ScheduleCurve } from '../../contract/denoising-steps';
import { useTaskStore } from '../../run/use-task-store';
import { ExportPicture } from '../../ui/export-picture';
import { CurveChart, CurveKey } from './curve-chart';

interface ScheduleCurvesProps {
  choices: readonly { value: string; label: string }[];
  model: string;
  /** The run's own, by the name that the form has for it. */
  used: string;
  /** Its class. */
  scheduler: string;
  steps: number;
  /** Share of the way, 0 to 1. */
  at: number;
}

/** The first two that are not the run's own. */
const COMPARED = ['DDIMScheduler', 'EulerDiscreteScheduler:karras', 'DPMSolverMultistepScheduler'];
const MOST = 6;

/** Noise and picture over the steps of several schedulers, with this model's own betas. */
export function ScheduleCurves({ choices, model, used, scheduler, steps, at }: ScheduleCurvesProps) {
  const [chosen, setChosen] = useState<readonly string[]>(() => [
    used,
    ...COMPARED.filter((other) => other !== used && other !== scheduler).slice(0, 2),
  ]);
  const curves = useCurves(chosen, model, steps);
  const sigmas = useRef<SVGSVGElement>(null);
  const alphas = useRef<SVGSVGElement>(null);
  const label = (value: string) => choices.find((choice) => choice.value === value)?.label ?? value;
  const toggle = (value: string) =>
    setChosen(chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value].slice(-MOST));
  const lines = (values: (curve: ScheduleCurve) => readonly number[]) =>
    curves.map((curve) => ({ name: label(curve.scheduler), values: values(curve) }));
  const table = () => ({
    columns: ['scheduler', 'step', 'timestep', 'sigma', 'alpha'],
    rows: curves.flatMap((curve) =>
      curve.timesteps.map((timestep, index) => [
        label(curve.scheduler),
        index + 1,
        timestep,
        curve.sigmas[index] ?? '',
        curve.alphas[index] ?? '',
      ]),
    ),
  });
  return (
    <div className="grid gap-3">
      <div className="grid gap-x-6 gap-y-3 xl:grid-cols-2">
        <div>
          <CurveChart
            title="Sigma: noise over picture, logarithmic"
            curves={lines((each) => each.sigmas)}
            logarithmic
            at={at}
            svgRef={sigmas}
          />
          <ExportPicture name="sigmas" svg={() => sigmas.current} table={table} />
        </div>
        <div>
          <CurveChart
            title="Alpha: the share of the variance that is picture"
            curves={lines((each) => each.alphas)}
            at={at}
            svgRef={alphas}
          />
          <ExportPicture name="alphas" svg={() => alphas.current} table={table} />
        </div>
      </div>
      <ul className="flex flex-wrap gap-x-4 gap-y-1" aria-label="Lines">
        {curves.map((curve, index) => (
          <li key={curve.scheduler}>
            <CurveKey name={label(curve.scheduler) + (curve.scheduler === used ? ' (this run)' : '')} index={index} />
          </li>
        ))}
      </ul>
      <details>
        <summary className="w-fit rounded-control text-xs">Choose schedulers (up to {MOST})</summary>
        <ul className="mt-2 flex flex-wrap gap-1.5">
          {choices.map(({ value, label: name }) => (
            <li key={value}>
              <button
                type="button"
                aria-pressed={chosen.includes(value)}
                onClick={() => toggle(value)}
                className="min-h-7 rounded-full border border-line bg-surface px-3 text-xs hover:border-line-strong aria-pressed:border-accent aria-pressed:bg-accent-soft"
              >
                {name}
              </button>
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}

/** Those that have been computed; the former ones until the next come. */
function useCurves(schedulers: readonly string[], model: string, steps: number): readonly ScheduleCurve[] {
  const engine = useTaskStore((state) => state.engine);
  const task = useTaskStore((state) => state.task.id);
  const [curves, setCurves] = useState<readonly ScheduleCurve[]>([]);
  useEffect(() => {
    let wanted = true;
    void engine.ask(task, 'scheduleCurves', { schedulers, num_inference_steps: steps }, { model }).then((answer) => {
      if (wanted && answer.ok) setCurves(answer.value as ScheduleCurve[]);
    });
    return () => {
      wanted = false;
    };
  }, [engine, task, model, schedulers, steps]);
  return curves;
}
