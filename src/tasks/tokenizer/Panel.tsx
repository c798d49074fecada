import { useEffect } from 'react';
import type { TokenizerDetails } from '../../lib/tokenizer/tokenized';
import { ResultCard } from '../../run/result-card';
import type { RunState } from '../../run/run-state';
import { TaskFrame } from '../../run/task-frame';
import { useTaskStore } from '../../run/use-task-store';
import { LiveView } from './live-view';
import { RecordedRun } from './recorded-run';
import { task } from './task';
import { TextInput } from './text-input';
import { tokensTable } from './token-table';

export default function Panel() {
  useCloseReloaded();
  return (
    <TaskFrame task={task} input={<TextInput />} result={renderResult}>
      <LiveUnlessViewed />
    </TaskFrame>
  );
}

/** What is typed shows at once, so that the last run need not come back by itself. */
function useCloseReloaded(): void {
  const why = useTaskStore((state) => state.viewed?.why);
  const close = useTaskStore((state) => state.closeViewed);
  useEffect(() => {
    if (why === 'reloaded') close();
  }, [why, close]);
}

function LiveUnlessViewed() {
  const viewed = useTaskStore((state) => state.viewed);
  return viewed ? null : <LiveView />;
}

function renderResult(run: RunState) {
  if (run.status !== 'done') return null;
  const { value, details, run: record } = run.result;
  const batch = details as TokenizerDetails;
  return (
    <ResultCard
      title="Run"
      finished={{ value, run: record, text: () => JSON.stringify(value) }}
      table={() => tokensTable(batch.rows, batch.texts, batch.pairs)}
    >
      <RecordedRun name={record.model.id} batch={batch} />
    </ResultCard>
  );
}
