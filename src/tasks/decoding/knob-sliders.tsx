import { useId } from 'react';
import { useTaskStore } from '../../run/use-task-store';
import { NumberField } from '../../ui/number-field';
import { KNOBS } from './distribution';
import { task } from './task';

/** The knobs beside the bars: the same as among the parameters, where they say more. */
export function KnobSliders() {
  const parameters = useTaskStore((state) => state.draft.parameters);
  const setParameter = useTaskStore((state) => state.setParameter);
  const id = useId();
  return (
    <fieldset className="grid min-w-0 content-start gap-1">
      <legend className="mb-1 font-medium text-xs">Reshape it</legend>
      {KNOBS.map((name) => {
        const { minimum, maximum, step } = task.parameters[name];
        const value = Number(parameters[name]);
        return (
          <div key={name}>
            <label htmlFor={id + name} className="font-mono text-xs">
              {name}
            </label>
            <NumberField
              id={id + name}
              label={name}
              value={value}
              minimum={minimum}
              // Most of the range of top_k lies where nothing changes any more.
              maximum={name === 'top_k' ? SLIDER_TOP_K : maximum}
              step={step}
              invalid={!(value >= minimum && value <= maximum)}
              onChange={(next) => setParameter(name, next)}
            />
          </div>
        );
      })}
    </fieldset>
  );
}

const SLIDER_TOP_K = 100;
