import { type FormEvent, useId, useState } from 'react';
import { formatAmount, formatBytes } from '../../lib/format';
import { Button } from '../../ui/button';
import { Select } from '../../ui/select';
import { TextLine } from '../../ui/text-line';
import { useModelServices } from '../model-services';
import type { Collected } from './collect-files';
import { hubName, type ModelGuess } from './guess-model';
import type { ImportChoice } from './use-import';

interface ImportFormProps {
  collected: Collected;
  guess: ModelGuess;
  /** Ids of the models that are here. */
  here: readonly string[];
  onAdd(choice: ImportChoice): void;
  onCancel(): void;
}

/** A value that is no task id: a select cannot have an empty one. */
const BY_CONFIG = 'config.json';

/** Asks what the model is to be called and what it is for; both are guessed. */
export function ImportForm({ collected: { files, zip }, guess, here, onAdd, onCancel }: ImportFormProps) {
  const { tasks } = useModelServices();
  const [name, setName] = useState(guess.name);
  const known = tasks.some(({ id }) => id === guess.task);
  const [task, setTask] = useState(known && guess.task ? guess.task : BY_CONFIG);
  const [problem, setProblem] = useState<string | null>(null);
  const ids = { name: useId(), task: useId() };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = nameProblem(name.trim());
    setProblem(wrong);
    if (!wrong) onAdd({ id: `local/${name.trim()}`, task: task === BY_CONFIG ? null : task });
  };
  const id = `local/${hubName(name)}`;
  const bytes = zip?.size ?? files.reduce((sum, { blob }) => sum + blob.size, 0);
  return (
    <form onSubmit={submit} noValidate className="mt-3 grid gap-3 border-line border-t pt-3">
      <p>
        {zip ? zip.name : formatAmount(files.length, 'file')}, {formatBytes(bytes)}.{' '}
        {guess.problem && <span className="text-warn">{guess.problem}</span>}
      </p>
      <div className="grid gap-3 sm:grid-cols-2">
        <TextLine
          id={ids.name}
          label="Name"
          value={name}
          onChange={setName}
          problem={problem}
          hint={
            here.includes(id)
              ? `${id} is here already: what it has now will be replaced.`
              : `Its id will be ${hubName(name) ? id : 'local/…'}.`
          }
        />
        <div>
          <label htmlFor={ids.task} className="font-medium">
            Task
          </label>
          <div className="mt-1">
            <Select
              id={ids.task}
              label="Task"
              value={task}
              options={[
                { value: BY_CONFIG, label: 'As its config.json says' },
                ...tasks.map(({ id, title }) => ({ value: id, label: title })),
              ]}
              onChange={setTask}
            />
          </div>
          <p className="mt-1 text-ink-soft text-xs">
            {known ? 'Guessed from its configuration.' : 'Which tab it is for.'}
          </p>
        </div>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" aria-disabled={files.length === 0 && !zip}>
          Add the model
        </Button>
        <Button variant="quiet" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

function nameProblem(name: string): string | null {
  if (name === '') return 'Give it a name.';
  if (name.length > 96) return 'A name has at most 96 letters.';
  return hubName(name) === name ? null : `Only letters, digits, “-”, “_” and “.”: ${hubName(name) || 'try another'}.`;
}
