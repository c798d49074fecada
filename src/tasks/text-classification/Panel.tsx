import type { RunRecord } from '../../contract/run';
import { formatCount, formatPercent } from '../../lib/format';
import { ResultCard } from '../../run/result-card';
import type { RunState } from '../../run/run-state';
import { TaskFrame } from '../../run/task-frame';
import { TextField } from '../../run/text-field';
import { LabelBars } from '../../ui/label-bars';
import { type LabelScore, type TextClassificationDetails, task } from './task';

export default function Panel() {
  return (
    <TaskFrame task={task} input={<TextField name="text" spec={task.inputs.text} rows={4} />} result={renderResult} />
  );
}

function renderResult(run: RunState) {
  if (run.status !== 'done') return null;
  const { value, details, run: record } = run.result;
  const { texts, function_applied: applied } = details as TextClassificationDetails;
  const batch = Array.isArray(record.input.text);
  return (
    <ResultCard
      title={batch ? `Labels of ${formatCount(texts.length)} texts` : 'Labels'}
      finished={{ value, run: record, text: () => JSON.stringify(value, null, 2) }}
    >
      {batch ? (
        <BatchResult texts={texts} record={record} probabilities={applied !== 'none'} />
      ) : (
        <TextLabels labels={texts[0]?.labels ?? []} record={record} probabilities={applied !== 'none'} />
      )}
    </ResultCard>
  );
}

interface TextLabelsProps {
  labels: LabelScore[];
  record: RunRecord;
  probabilities: boolean;
}

/** Every label of one text; those that `top_k` cut are muted. */
function TextLabels({ labels, record, probabilities }: TextLabelsProps) {
  const topK = record.parameters.top_k;
  const kept = typeof topK === 'number' ? topK : Number.POSITIVE_INFINITY;
  return <LabelBars labels={labels} kept={kept} probabilities={probabilities} />;
}

interface BatchResultProps {
  texts: TextClassificationDetails['texts'];
  record: RunRecord;
  probabilities: boolean;
}

/** Rows drawn at most: enough to read, and the page stays quick; the download has them all. */
const ROWS_SHOWN = 200;

function BatchResult({ texts, record, probabilities }: BatchResultProps) {
  const inputs = record.input.text as string[];
  return (
    <>
      <LabelCounts texts={texts} />
      <ol className="mt-3 divide-y divide-line">
        {texts.slice(0, ROWS_SHOWN).map(({ labels }, index) => {
          const best = labels[0];
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: results never move
            <li key={index}>
              <details>
                <summary className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 py-2">
                  <span dir="auto" className="[overflow-wrap:anywhere]">
                    {inputs[index]}
                  </span>
                  <span className="text-right">
                    <span className="font-medium">{best?.label}</span>{' '}
                    <span className="font-mono text-ink-soft text-xs tabular-nums">
                      {best && (probabilities ? formatPercent(best.score) : best.score.toFixed(3))}
                    </span>
                  </span>
                </summary>
                <div className="pb-3 pl-4">
                  <TextLabels labels={labels} record={record} probabilities={probabilities} />
                </div>
              </details>
            </li>
          );
        })}
      </ol>
      {texts.length > ROWS_SHOWN && (
        <p className="mt-2 text-ink-soft text-xs">
          The first {ROWS_SHOWN} are shown; the JSON download has all {formatCount(texts.length)}.
        </p>
      )}
    </>
  );
}

function LabelCounts({ texts }: Pick<BatchResultProps, 'texts'>) {
  const counts = new Map<string, number>();
  for (const { labels } of texts) {
    const best = labels[0]?.label ?? '';
    counts.set(best, (counts.get(best) ?? 0) + 1);
  }
  const labels = [...counts].map(([label, count]) => ({ label, score: count / texts.length }));
  return <LabelBars labels={labels.sort((a, b) => b.score - a.score)} kept={counts.size} probabilities />;
}
