import { useId } from 'react';
import type { LabelsInput } from '../contract/task';
import { ListEditor } from '../ui/list-editor';
import { useTaskStore } from './use-task-store';

/** A list of short texts that belongs to the input, such as candidate labels. */
export function LabelsField({ name, spec }: { name: string; spec: LabelsInput }) {
  const value = useTaskStore((state) => state.draft.input[name]);
  const setInput = useTaskStore((state) => state.setInput);
  const id = useId();
  const labels = Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
  return (
    <div className="mt-3" data-parameter={name}>
      <label htmlFor={id} className="flex items-baseline gap-2">
        <span className="font-medium text-sm">{spec.label}</span>
        <span className="font-mono text-ink-soft text-xs">{name}</span>
      </label>
      <p id={`${id}-help`} className="mb-1 text-ink-soft text-xs">
        {spec.help}
      </p>
      <ListEditor
        id={id}
        label={spec.label}
        values={labels}
        placeholder={spec.placeholder}
        maxItems={spec.maxItems}
        describedBy={`${id}-help`}
        onChange={(next) => setInput(name, next)}
      />
    </div>
  );
}
