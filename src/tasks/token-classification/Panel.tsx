import { formatAmount } from '../../lib/format';
import { batchTexts, batchTitle, detailsOf, type StartedRun } from '../../run/batch';
import { BatchResult } from '../../run/batch-result';
import { ResultCard } from '../../run/result-card';
import type { RunState } from '../../run/run-state';
import { TaskFrame } from '../../run/task-frame';
import { TextField } from '../../run/text-field';
import { EntityView } from './entity-view';
import { labelOf, toTable } from './labels';
import { type ClassifiedText, type TokenClassificationDetails, task } from './task';

export default function Panel() {
  return (
    <TaskFrame task={task} input={<TextField name="text" spec={task.inputs.text} rows={5} />} result={renderResult} />
  );
}

function renderResult(run: RunState) {
  if (run.status === 'idle') return null;
  const texts = batchTexts(run, 'text');
  if (texts) return <Batch run={run} texts={texts} />;
  if (run.status !== 'done') return null;
  const { value, run: record } = run.result;
  const details = run.result.details as TokenClassificationDetails;
  const text = String(run.asked.input.text);
  const [result] = details.texts;
  if (!result) return null;
  return (
    <ResultCard
      title={titleOf(result, run.asked.parameters.aggregation_strategy === 'none')}
      finished={{ value, run: record, text: () => JSON.stringify(value, null, 2) }}
      table={() => toTable([text], [result])}
      facts={result.windows > 1 ? [{ label: 'windows', value: String(result.windows) }] : []}
    >
      <EntityView text={text} entities={result.entities} modelLabels={details.model_labels} />
    </ResultCard>
  );
}

const titleOf = ({ entities }: ClassifiedText, tokens: boolean): string =>
  tokens
    ? `Labels of ${formatAmount(entities.length, 'token')}`
    : entities.length === 1
      ? '1 entity'
      : `${entities.length} entities`;

interface BatchProps {
  run: StartedRun;
  texts: readonly string[];
}

function Batch({ run, texts }: BatchProps) {
  const details = detailsOf<TokenClassificationDetails>(run);
  const items = details?.texts ?? (run.partial.items as readonly ClassifiedText[]);
  const title = batchTitle('Entities', items.length, texts.length);
  return (
    <BatchResult
      run={run}
      title={title}
      texts={texts}
      items={items}
      columns={COLUMNS}
      detail={({ entities }, index) => (
        <EntityView text={texts[index] ?? ''} entities={entities} modelLabels={details?.model_labels ?? []} />
      )}
      toTable={toTable}
    />
  );
}

const COLUMNS = [
  { key: 'entities', title: 'Entities', width: '5rem', value: ({ entities }: ClassifiedText) => entities.length },
  {
    key: 'labels',
    title: 'Labels',
    width: '8rem',
    value: ({ entities }: ClassifiedText) => [...new Set(entities.map(labelOf))].sort().join(', '),
  },
];
