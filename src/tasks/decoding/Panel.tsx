import { RotateCcw } from 'lucide-react';
import type { RunState } from '../../run/run-state';
import { TaskFrame } from '../../run/task-frame';
import { TextField } from '../../run/text-field';
import { useTaskStore } from '../../run/use-task-store';
import { Button } from '../../ui/button';
import { Lab } from './lab';
import { task } from './task';

export default function Panel() {
  return <TaskFrame task={task} input={<Prompt />} result={renderResult} />;
}

const renderResult = (run: RunState) => <Lab run={run} />;

/** The prompt, and the fork that the next run goes on from. */
function Prompt() {
  const given = useTaskStore((state) => state.draft.parameters.given_token_ids);
  const setParameter = useTaskStore((state) => state.setParameter);
  const count = typeof given === 'string' ? given.split(/\s+/).filter((word) => word !== '').length : 0;
  return (
    <>
      <TextField name="text" spec={task.inputs.text} rows={3} />
      {count > 0 && (
        <p
          data-parameter="given_token_ids"
          className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-soft text-xs"
        >
          The next run goes on after {count === 1 ? 'one token' : `${count} tokens`} of the text below.
          <Button size="small" onClick={() => setParameter('given_token_ids', null)}>
            <RotateCcw aria-hidden className="size-3.5" />
            Begin after the prompt
          </Button>
        </p>
      )}
    </>
  );
}
