import { ResultCard } from '../../run/result-card';
import type { RunState } from '../../run/run-state';
import { TaskFrame } from '../../run/task-frame';
import { TextField } from '../../run/text-field';
import { AttentionExplorer } from './attention-explorer';
import { type AttentionValue, task } from './task';

export default function Panel() {
  return (
    <TaskFrame task={task} input={<TextField name="text" spec={task.inputs.text} rows={3} />} result={renderResult} />
  );
}

function renderResult(run: RunState) {
  if (run.status !== 'done') return null;
  const { value, run: record } = run.result;
  const texts = Array.isArray(value) ? (value as Extract<AttentionValue, unknown[]>) : [value as never];
  if (texts.length === 0) return null;
  return (
    // Wide pictures scroll within the card.
    <div className="min-w-0">
      <ResultCard title="What looks at what" finished={{ value, run: record }}>
        <AttentionExplorer key={record.id} texts={texts} />
      </ResultCard>
    </div>
  );
}
