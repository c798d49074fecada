import { useId, useState } from 'react';
import { Select } from '../../../ui/select';
import { useTaskStore } from '../../use-task-store';
import { type Axis, PROMPT_WORDS } from './grid-plan';

/** A grid may have one direction alone. */
export const NOTHING = 'nothing';
const FIRST_VALUES: Readonly<Record<string, string>> = {
  num_inference_steps: '5, 10, 20, 40',
  guidance_scale: '1, 3, 7.5, 12',
  seed: '1-4',
  strength: '0.3, 0.6, 0.9',
  eta: '0, 0.5, 1',
  guidance_rescale: '0, 0.35, 0.7',
  clip_skip: 'none, 1, 2',
};

export interface AxisState {
  axis: Axis;
  setName(name: string): void;
  setText(text: string): void;
}

/** The values of each parameter stay as they were typed when another one is looked at. */
export function useAxis(begin: string): AxisState {
  const [name, setName] = useState(begin);
  const [texts, setTexts] = useState(FIRST_VALUES);
  return {
    axis: { name, text: texts[name] ?? '' },
    setName,
    setText: (text) => setTexts({ ...texts, [name]: text }),
  };
}

export function AxisField({ label, axis, names }: { label: string; axis: AxisState; names: readonly string[] }) {
  const id = useId();
  const { name, text } = axis.axis;
  const hint =
    name === PROMPT_WORDS
      ? 'red, blue, green: the first is replaced by each'
      : name === 'scheduler'
        ? 'names as in the list of schedulers, with commas'
        : '1, 2, 5 or 10-30 (+10) or 0-1 [5]';
  return (
    <div className="grid gap-1">
      <label htmlFor={`${id}-name`} className="font-medium text-xs">
        {label}
      </label>
      <Select
        id={`${id}-name`}
        label={label}
        value={name}
        options={names.map((value) => ({ value, label: value }))}
        onChange={axis.setName}
      />
      {name !== NOTHING && (
        <>
          <input
            type="text"
            aria-label={`Values of ${name}`}
            aria-describedby={`${id}-hint`}
            value={text}
            onChange={({ target }) => axis.setText(target.value)}
            className="h-8 w-full rounded-control border border-line-strong bg-surface px-2 font-mono text-sm"
          />
          <p id={`${id}-hint`} className="text-ink-soft text-xs">
            {hint}
          </p>
          {name === 'scheduler' && <SchedulerChoices text={text} onChange={axis.setText} />}
        </>
      )}
    </div>
  );
}

/** Schedulers to tick, so that nobody has to spell them. */
function SchedulerChoices({ text, onChange }: { text: string; onChange(text: string): void }) {
  const spec = useTaskStore((state) => state.task.parameters.scheduler);
  if (spec?.type !== 'choice') return null;
  const chosen = text.split(',').map((part) => part.trim());
  const toggle = (label: string) =>
    onChange(
      (chosen.includes(label) ? chosen.filter((other) => other !== label) : [...chosen, label])
        .filter((part) => part !== '')
        .join(', '),
    );
  return (
    <fieldset className="flex max-h-32 flex-wrap gap-x-3 gap-y-1 overflow-y-auto">
      <legend className="sr-only">Schedulers</legend>
      {spec.choices.map(({ label }) => (
        <label key={label} className="inline-flex min-h-6 items-center gap-1.5 text-xs">
          <input
            type="checkbox"
            checked={chosen.includes(label)}
            onChange={() => toggle(label)}
            className="accent-accent"
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
