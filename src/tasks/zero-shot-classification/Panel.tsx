import { formatPercent } from '../../lib/format';
import type { Table } from '../../lib/table';
import { batchTexts, batchTitle, detailsOf, type StartedRun } from '../../run/batch';
import { BatchResult } from '../../run/batch-result';
import { LabelsField } from '../../run/labels-field';
import { ResultCard } from '../../run/result-card';
import type { RunState } from '../../run/run-state';
import { TaskFrame } from '../../run/task-frame';
import { TextField } from '../../run/text-field';
import { LabelBars } from '../../ui/label-bars';
import { EntailmentLogits } from './entailment-logits';
import { task, type ZeroShotDetails, type ZeroShotText } from './task';

export default function Panel() {
  return (
    <TaskFrame
      task={task}
      input={
        <>
          <TextField name="text" spec={task.inputs.text} rows={4} />
          <LabelsField name="candidate_labels" spec={task.inputs.candidate_labels} />
        </>
      }
      result={renderResult}
    />
  );
}

function renderResult(run: RunState) {
  if (run.status === 'idle') return null;
  const texts = batchTexts(run, 'text');
  if (texts) return <Batch run={run} texts={texts} />;
  if (run.status !== 'done') return null;
  const { value, run: record } = run.result;
  const details = run.result.details as ZeroShotDetails;
  const [result] = details.texts;
  if (!result) return null;
  return (
    <ResultCard
      title="Labels"
      finished={{ value, run: record, text: () => JSON.stringify(value, null, 2) }}
      table={() => ({ columns: ['label', 'score'], rows: result.labels.map(({ label, score }) => [label, score]) })}
    >
      <TextLabels result={result} details={details} multiLabel={run.asked.parameters.multi_label === true} />
    </ResultCard>
  );
}

interface TextLabelsProps {
  result: ZeroShotText;
  /** Null while a batch goes on: what the model's logits mean is known at its end. */
  details: ZeroShotDetails | null;
  multiLabel: boolean;
}

/** The labels of one text, and on demand what their scores are made of. */
function TextLabels({ result, details, multiLabel }: TextLabelsProps) {
  const { labels } = result;
  return (
    <>
      <LabelBars labels={labels} kept={labels.length} probabilities />
      {details && <EntailmentLogits result={result} details={details} multiLabel={multiLabel} />}
    </>
  );
}

interface BatchProps {
  run: StartedRun;
  texts: readonly string[];
}

function Batch({ run, texts }: BatchProps) {
  const details = detailsOf<ZeroShotDetails>(run);
  const items = details?.texts ?? (run.partial.items as readonly ZeroShotText[]);
  const title = batchTitle('Labels', items.length, texts.length);
  const multiLabel = run.asked.parameters.multi_label === true;
  return (
    <BatchResult
      run={run}
      title={title}
      texts={texts}
      items={items}
      columns={COLUMNS}
      groupOf={bestLabel}
      detail={(result) => <TextLabels result={result} details={details} multiLabel={multiLabel} />}
      toTable={toTable}
    />
  );
}

const bestLabel = ({ labels }: ZeroShotText): string => labels[0]?.label ?? '';
const bestScore = ({ labels }: ZeroShotText): number => labels[0]?.score ?? 0;

const COLUMNS = [
  { key: 'label', title: 'Label', width: '8rem', value: bestLabel },
  {
    key: 'score',
    title: 'Score',
    width: '4rem',
    value: bestScore,
    show: (item: ZeroShotText) => formatPercent(bestScore(item)),
  },
];

/** Text, best label and its score, then the score of every label. */
function toTable(texts: readonly string[], items: readonly ZeroShotText[]): Table {
  const labels = (items[0]?.labels ?? []).map(({ label }) => label).sort();
  return {
    columns: ['text', 'label', 'score', ...labels.map((label) => `score of ${label}`)],
    rows: items.map((item, index) => {
      const scores = new Map(item.labels.map(({ label, score }) => [label, score]));
      const all = labels.map((label) => scores.get(label) ?? null);
      return [texts[index] ?? '', bestLabel(item), bestScore(item), ...all];
    }),
  };
}
