import { formatPercent } from '../../lib/format';
import type { Table } from '../../lib/table';
import { batchTexts, batchTitle, detailsOf, type StartedRun } from '../../run/batch';
import { BatchResult } from '../../run/batch-result';
import { ResultCard } from '../../run/result-card';
import type { RunState } from '../../run/run-state';
import { TaskFrame } from '../../run/task-frame';
import { Comparison } from './comparison';
import { FilledView } from './filled-view';
import { MaskField } from './mask-field';
import { type FilledText, type FillMaskDetails, task } from './task';

export default function Panel() {
  return <TaskFrame task={task} input={<MaskField />} result={renderResult} />;
}

function renderResult(run: RunState) {
  if (run.status === 'idle') return null;
  const texts = batchTexts(run, 'text');
  if (texts) return <Batch run={run} texts={texts} />;
  if (run.status !== 'done') return null;
  const { value, run: record } = run.result;
  const { texts: results, mask_token: mask } = run.result.details as FillMaskDetails;
  const text = String(run.asked.input.text);
  const [result] = results;
  if (!result) return null;
  return (
    <ResultCard
      title="Words"
      finished={{ value, run: record, text: () => JSON.stringify(value, null, 2) }}
      table={() => toTable([text], [result])}
    >
      <FilledView key={record.id} text={text} result={result} mask={mask} />
    </ResultCard>
  );
}

interface BatchProps {
  run: StartedRun;
  texts: readonly string[];
}

function Batch({ run, texts }: BatchProps) {
  const details = detailsOf<FillMaskDetails>(run);
  const items = details?.texts ?? (run.partial.items as readonly FilledText[]);
  const title = batchTitle('Words', items.length, texts.length);
  return (
    <BatchResult
      run={run}
      title={title}
      texts={texts}
      items={items}
      columns={COLUMNS}
      detail={(result, index) => (
        <FilledView text={texts[index] ?? ''} result={result} mask={details?.mask_token ?? null} />
      )}
      toTable={toTable}
    >
      {details?.comparison && <Comparison texts={texts} words={details.comparison} />}
    </BatchResult>
  );
}

const bestWords = ({ masks }: FilledText): string => masks.map(([best]) => best?.token_str.trim() ?? '').join(', ');
const bestScore = ({ masks }: FilledText): number => masks[0]?.[0]?.score ?? 0;

const COLUMNS = [
  { key: 'word', title: 'Word', width: '8rem', value: bestWords },
  {
    key: 'score',
    title: 'Score',
    width: '4rem',
    value: bestScore,
    show: (item: FilledText) => formatPercent(bestScore(item)),
  },
];

/** A row for each word of each mask. */
const toTable = (texts: readonly string[], items: readonly FilledText[]): Table => ({
  columns: ['text', 'mask', 'rank', 'word', 'score', 'token', 'sequence'],
  rows: items.flatMap(({ masks }, index) =>
    masks.flatMap((candidates, mask) =>
      candidates.map(({ score, token, token_str, sequence }, rank) => [
        texts[index] ?? '',
        mask + 1,
        rank + 1,
        token_str,
        score,
        token,
        sequence,
      ]),
    ),
  ),
});
