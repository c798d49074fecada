import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { ParameterSpec } from '../contract/parameter';
import type { TaskDefinition } from '../contract/task';
import { ParameterField } from '../ui/parameter-field';
import { useTaskStore } from './use-task-store';

type Knob = readonly [name: string, spec: ParameterSpec];

/** Groups that begin open: those that come first are used most. A group with a changed knob begins open, too. */
const OPEN_AT_FIRST = 2;

/** All knobs of a task, those with a `section` in groups that fold. */
export function ParameterGroups({ task }: { task: TaskDefinition }) {
  const knobs: Knob[] = Object.entries(task.parameters).filter(([, { besideInput }]) => !besideInput);
  const sections = [...new Set(knobs.flatMap(([, { section }]) => section ?? []))];
  return (
    <>
      <Knobs knobs={knobs.filter(([, { section }]) => section === undefined)} />
      {sections.map((section, index) => (
        <Group
          key={section}
          title={section}
          knobs={knobs.filter(([, spec]) => spec.section === section)}
          openAtFirst={index < OPEN_AT_FIRST}
        />
      ))}
    </>
  );
}

function Group({ title, knobs, openAtFirst }: { title: string; knobs: Knob[]; openAtFirst: boolean }) {
  const parameters = useTaskStore((state) => state.draft.parameters);
  const [chosen, setChosen] = useState<boolean | null>(null);
  const changed = knobs.filter(([name, spec]) => !isDefault(parameters[name], spec)).length;
  const open = chosen ?? (openAtFirst || changed > 0);
  return (
    <details
      open={open}
      onToggle={(event) => {
        if (event.currentTarget.open !== open) setChosen(event.currentTarget.open);
      }}
      className="group/knobs -mx-4 border-line border-t px-4"
    >
      <summary className="flex min-h-9 items-center gap-1.5 font-medium text-sm [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-3.5 transition-transform group-open/knobs:rotate-90" />
        {title}
        {changed > 0 && (
          <span className="ml-auto rounded-full bg-accent-soft px-2 font-normal text-xs">{changed} changed</span>
        )}
      </summary>
      <div className="pb-1">
        <Knobs knobs={knobs} />
      </div>
    </details>
  );
}

function Knobs({ knobs }: { knobs: Knob[] }) {
  const parameters = useTaskStore((state) => state.draft.parameters);
  const setParameter = useTaskStore((state) => state.setParameter);
  return knobs.map(([name, spec]) => (
    <ParameterField
      key={name}
      name={name}
      spec={spec}
      values={parameters}
      onChange={(value) => setParameter(name, value)}
    />
  ));
}

/** An emptied number field holds NaN, which is no default either. */
const isDefault = (value: unknown, spec: ParameterSpec): boolean =>
  JSON.stringify(value) === JSON.stringify(spec.default) && !Number.isNaN(value);
