import { useId } from 'react';
import type { TextInput } from '../contract/task';
import { Switch } from '../ui/switch';
import { TextArea } from '../ui/text-area';
import { useTaskStore } from './use-task-store';

/**
 * One text input of a task. Where a batch is allowed a switch turns lines into texts; the text itself stays as it was
 * typed, either way.
 */
export function TextField({ name, spec, rows }: { name: string; spec: TextInput; rows?: number }) {
  const value = useTaskStore((state) => state.draft.input[name] ?? '');
  const setInput = useTaskStore((state) => state.setInput);
  const id = useId();
  const list = Array.isArray(value);
  const text = list ? value.join('\n') : value;
  return (
    <TextArea
      label={spec.label}
      help={spec.help}
      value={text}
      placeholder={spec.placeholder}
      maximum={list ? Number.POSITIVE_INFINITY : spec.maxCharacters}
      {...(rows === undefined ? {} : { rows })}
      onChange={(next) => setInput(name, list ? next.split('\n') : next)}
    >
      {spec.batch && (
        <div className="flex items-center gap-2">
          <label htmlFor={id} className="text-ink-soft text-xs">
            one text per line
          </label>
          <Switch id={id} checked={list} onChange={(on) => setInput(name, on ? text.split('\n') : text)} />
        </div>
      )}
    </TextArea>
  );
}
