import { Suspense, useMemo } from 'react';
import { formatAmount, formatCount } from '../../lib/format';
import type { StartedRun } from '../../run/batch';
import { ResultCard } from '../../run/result-card';
import type { RunState } from '../../run/run-state';
import { TaskFrame } from '../../run/task-frame';
import { TextField } from '../../run/text-field';
import { lazyPart } from '../../ui/lazy-part';
import { embeddedOf } from './result-data';
import { type EmbeddingsDetails, task } from './task';

const EmbeddingsResult = lazyPart(() => import('./embeddings-result'));

export default function Panel() {
  return (
    <TaskFrame
      task={task}
      input={<TextField name="text" spec={task.inputs.text} rows={8} keepColumns />}
      result={renderResult}
    />
  );
}

function renderResult(run: RunState) {
  if (run.status === 'idle') return null;
  // A map of vectors that are still coming would be made again with each of them.
  if (run.status === 'running') return <Coming run={run} />;
  return <Ended run={run} />;
}

function Coming({ run }: { run: StartedRun }) {
  const done = run.partial.items.length;
  if (done === 0) return null;
  return (
    <ResultCard title="Map">
      <p>{formatAmount(done, 'vector')} so far; the map is drawn when all are here, or when you stop.</p>
    </ResultCard>
  );
}

function Ended({ run }: { run: StartedRun }) {
  const embedded = useMemo(() => embeddedOf(run), [run]);
  if (embedded) {
    return (
      <Suspense>
        {/* Another result is another map: nothing of the former one may stay. */}
        <EmbeddingsResult key={run.status === 'running' ? '' : keyOf(run)} run={run} embedded={embedded} />
      </Suspense>
    );
  }
  return run.status === 'done' ? <TokenVectors run={run} /> : null;
}

const keyOf = (run: Exclude<StartedRun, { status: 'running' }>): string =>
  run.status === 'done' ? run.result.run.id : run.run.id;

/** Without pooling there is a vector for each token: numbers to take along, and no map. */
function TokenVectors({ run }: { run: Extract<RunState, { status: 'done' }> }) {
  const { value, details, run: record } = run.result;
  const { dimensions, texts } = details as EmbeddingsDetails;
  const [first = []] = value as number[][][];
  return (
    <ResultCard title="Vectors of all tokens" finished={{ value, run: record }}>
      <p className="max-w-prose">
        {formatCount(texts.length)} × {formatCount(first.length)} × {formatCount(dimensions)} numbers (texts, tokens
        with padding, numbers in a vector), as JSON above. For a map each text needs one vector: set{' '}
        <code>pooling</code> to mean or cls.
      </p>
    </ResultCard>
  );
}
