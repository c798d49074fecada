import { formatPercent } from '../../lib/format';
import type { Table } from '../../lib/table';
import { batchTexts, batchTitle, detailsOf, type StartedRun } from '../../run/batch';
import { BatchResult } from '../../run/batch-result';
import { ResultCard } from '../../run/result-card';
import type { RunState } from '../../run/run-state';
import { TaskFrame } from '../../run/task-frame';
import { TextField } from '../../run/text-field';
import { LabelBars } from '../../ui/label-bars';
import { type LabelScore, type TextClassificationDetails, task } from './task';

type TextResult = TextClassificationDetails['texts'][number];

export default function Panel() {
  return (
    <TaskFrame task={task} input={<TextField name="text" spec={task.inputs.text} rows={4} />} result={renderResult} />
  );
}

function renderResult(run: RunState) {
  if (run.status === 'idle') return null;
  const texts = batchTexts(run, 'text');
  if (texts) return <Batch run={run} texts={texts} />;
  if (run.status !== 'done') return null;
  const { value, details, run: record } = run.result;
  const { texts: results, function_applied } = details as TextClassificationDetails;
  const labels = results[0]?.labels ?? [];
  return (
    <ResultCard
      title="Labels"
      finished={{ value, run: record, text: () => JSON.stringify(value, null, 2) }}
      table={() => ({ columns: ['label', 'score'], rows: labels.map(({ label, score }) => [label, score]) })}
    >
      <TextLabels labels={labels} topK={run.asked.parameters.top_k} probabilities={function_applied !== 'none'} />
    </ResultCard>
  );
}

interface TextLabelsProps {
  labels: LabelScore[];
  topK: unknown;
  probabilities: boolean;
}

/** Every label of one text; those that `top_k` cut are muted. */
function TextLabels({ labels, topK, probabilities }: TextLabelsProps) {
  const kept = typeof topK === 'number' ? topK : Number.POSITIVE_INFINITY;
  return <LabelBars labels={labels} kept={kept} probabilities={probabilities} />;
}

interface BatchProps {
  run: StartedRun;
  texts: readonly string[];
}

/** A list of texts, from the first finished one on. */
function Batch({ run, texts }: BatchProps) {
  const details = detailsOf<TextClassificationDetails>(run);
  const items = details?.texts ?? (run.partial.items as readonly TextResult[]);
  const { function_to_apply, top_k } = run.asked.parameters;
  const probabilities = (details?.function_applied ?? function_to_apply) !== 'none';
  const title = batchTitle('Labels', items.length, texts.length);
  return (
    <BatchResult
      run={run}
      title={title}
      texts={texts}
      items={items}
      columns={probabilities ? COLUMNS : LOGIT_COLUMNS}
      groupOf={bestLabel}
      detail={({ labels }) => <TextLabels labels={labels} topK={top_k} probabilities={probabilities} />}
      toTable={toTable}
    />
  );
}

const bestLabel = ({ labels }: TextResult): string => labels[0]?.label ?? '';
const bestScore = ({ labels }: TextResult): number => labels[0]?.score ?? 0;

const columns = (show: (score: number) => string) => [
  { key: 'label', title: 'Label', width: '8rem', value: bestLabel },
  {
    key: 'score',
    title: 'Score',
    width: '4rem',
    value: bestScore,
    show: (item: TextResult) => show(bestScore(item)),
  },
];
const COLUMNS = columns(formatPercent);
const LOGIT_COLUMNS = columns((score) => score.toFixed(3));

/** Text, best label and its score, then the score of every label. */
function toTable(texts: readonly string[], items: readonly TextResult[]): Table {
  const labels = (items[0]?.labels ?? []).map(({ label }) => label).sort();
  return {
    columns: ['text', 'label', 'score', ...labels.map((label) => `score of ${label}`)],
    rows: items.map((item, index) => {
      const scores = new Map(item.labels.map(({ label, score }) => [label, score]));
      return [
        texts[index] ?? '',
        bestLabel(item),
        bestScore(item),
        ...labels.map((label) => scores.get(label) ?? null),
      ];
    }),
  };
}
