import { type ReactNode, useId, useState } from 'react';
import type { DenoisingStep } from '../../contract/denoising-steps';
import type { DenoisingDetails } from '../../lib/denoising-result';
import { formatMilliseconds } from '../../lib/format';
import { picturesIn } from '../../run/images/gallery/gallery-item';
import { ResultCard } from '../../run/result-card';
import type { EndedRun } from '../../run/run-state';
import { Pixels } from '../../ui/pixels';
import { StepSlider } from '../../ui/step-slider';
import { AttentionView } from './attention-view';
import { meanOf } from './heat-pixels';
import { ScheduleCurves } from './schedule-curves';
import { LatentChannels, StepPicturesOf } from './step-pictures';
import { task } from './task';

type DoneRun = Extract<EndedRun, { status: 'done' }>;

/** Every step of a run that is over. */
export function DenoisingView({ run }: { run: DoneRun }) {
  const { value, run: record } = run.result;
  const details = run.result.details as DenoisingDetails;
  const { steps, prompt_tokens } = details;
  const [position, setPosition] = useState(Math.floor((steps.length - 1) / 2));
  const step = steps[Math.min(position, steps.length - 1)];
  const picture = picturesIn(value)[0];
  if (!step) return null;
  const words = `step ${step.step} of ${steps.length}`;
  return (
    <ResultCard
      title="Step by step"
      finished={{ value, run: record }}
      table={() => stepTable(steps)}
      facts={[
        ...(picture ? [{ label: 'size', value: `${picture.width} × ${picture.height}` }] : []),
        { label: 'scheduler', value: details.scheduler },
        { label: 'per step', value: formatMilliseconds(details.milliseconds_per_step) },
      ]}
    >
      <div className="grid gap-5">
        <FilmStrip steps={steps} position={position} onChoose={setPosition} />
        <div>
          <div className="flex flex-wrap justify-between gap-x-4 text-xs tabular-nums">
            <span className="font-medium">{words}</span>
            <span className="text-ink-soft">
              timestep {number(step.timestep)} · sigma {number(step.sigma)} · alpha {number(step.alpha)}
            </span>
          </div>
          <StepSlider
            label="Step to look at"
            position={position}
            positions={steps.length}
            words={words}
            onChange={setPosition}
          />
          <StepPicturesOf step={step} />
        </div>
        <Part title="Where each word is looked at">
          <AttentionView key={record.id} step={step} tokens={prompt_tokens} />
        </Part>
        <Part title="The latents themselves">
          <LatentChannels step={step} />
        </Part>
        <Part title="How schedulers go from noise to picture">
          <ScheduleCurves
            choices={task.parameters.scheduler.choices}
            model={record.model.id}
            used={String(record.parameters.scheduler ?? 'default')}
            scheduler={details.scheduler}
            steps={Number(record.parameters.num_inference_steps)}
            at={(step.step - 1) / Math.max(1, steps.length - 1)}
          />
        </Part>
        <StepNumbers steps={steps} />
      </div>
    </ResultCard>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className="mb-2 font-semibold">
        {title}
      </h3>
      {children}
    </section>
  );
}

interface FilmStripProps {
  steps: readonly DenoisingStep[];
  position: number;
  onChoose(position: number): void;
}

/** What each step took the picture to be, in a row. */
function FilmStrip({ steps, position, onChoose }: FilmStripProps) {
  return (
    <ul className="flex gap-1.5 overflow-x-auto p-1" aria-label="Predictions of all steps">
      {steps.map((step, index) => (
        <li key={step.step} className="shrink-0">
          <button
            type="button"
            aria-pressed={index === position}
            aria-label={`Step ${step.step}`}
            onClick={() => onChoose(index)}
            className="block rounded-control border-2 border-transparent aria-pressed:border-accent"
          >
            <Pixels label={null} {...step.predicted} className="block w-14 rounded-[0.25rem]" />
          </button>
        </li>
      ))}
    </ul>
  );
}

const COLUMNS = ['step', 'timestep', 'sigma', 'alpha', 'difference'];

const stepTable = (steps: readonly DenoisingStep[]) => ({
  columns: COLUMNS,
  rows: steps.map(({ step, timestep, sigma, alpha, difference }) => [
    step,
    timestep,
    sigma,
    alpha,
    difference ? meanOf(difference) : '',
  ]),
});

/** The numbers behind the pictures. */
function StepNumbers({ steps }: { steps: readonly DenoisingStep[] }) {
  return (
    <details>
      <summary className="w-fit rounded-control text-xs">All steps as a table</summary>
      <div className="mt-2 max-h-80 overflow-auto">
        <table className="w-full text-right text-xs tabular-nums">
          <thead className="sticky top-0 bg-surface text-ink-soft">
            <tr>
              {COLUMNS.map((name) => (
                <th key={name} scope="col" className="px-2 py-1 font-medium">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {stepTable(steps).rows.map((row) => (
              <tr key={row[0]} className="border-line border-t">
                {row.map((cell, index) => (
                  <td key={COLUMNS[index]} className="px-2 py-1">
                    {typeof cell === 'number' ? number(cell) : cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

const number = (value: number): string =>
  Number.isInteger(value) ? String(value) : Number.isFinite(value) ? value.toPrecision(4) : '∞';
