import { clsx } from 'clsx';
import { Fragment, useId, useState } from 'react';
import type { Table } from '../../lib/table';
import { batchTexts, batchTitle, detailsOf, type StartedRun } from '../../run/batch';
import { BatchResult } from '../../run/batch-result';
import { ResultCard } from '../../run/result-card';
import type { RunState } from '../../run/run-state';
import { TaskFrame } from '../../run/task-frame';
import { TextField } from '../../run/text-field';
import { BeamScore } from '../../ui/beam-score';
import type { Fact } from '../../ui/fact-row';
import { type TranslatedText, type TranslationDetails, task } from './task';

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
  const { texts: results, tokens_per_second } = details as TranslationDetails;
  const [text] = results;
  if (!text) return null;
  return (
    <ResultCard
      title="Translation"
      facts={speedFacts(tokens_per_second)}
      finished={{ value, run: record, text: () => text.outputs.join('\n') }}
      table={() => toTable([String(run.asked.input.text)], results)}
    >
      <SideBySide text={text} />
    </ResultCard>
  );
}

const speedFacts = (tokensPerSecond: number | null): Fact[] =>
  tokensPerSecond ? [{ label: 'tokens/s', value: tokensPerSecond.toFixed(1) }] : [];

/** A list of texts, from the first finished one on. */
function Batch({ run, texts }: { run: StartedRun; texts: readonly string[] }) {
  const details = detailsOf<TranslationDetails>(run);
  const items = details?.texts ?? (run.partial.items as readonly TranslatedText[]);
  const title = batchTitle('Translations', items.length, texts.length);
  return (
    <BatchResult
      run={run}
      title={title}
      facts={speedFacts(details?.tokens_per_second ?? null)}
      texts={texts}
      items={items}
      columns={COLUMNS}
      detail={(text) => <SideBySide text={text} />}
      toTable={toTable}
      text={() => items.map(({ outputs }) => outputs.join('\n')).join('\n')}
    />
  );
}

const COLUMNS = [
  {
    key: 'translation',
    title: 'Translation',
    width: 'minmax(0,1fr)',
    value: ({ outputs }: TranslatedText) => outputs[0] ?? '',
  },
];

/** Text and translation; several outputs have a row each. */
const toTable = (texts: readonly string[], items: readonly TranslatedText[]): Table => ({
  columns: ['text', 'rank', 'translation'],
  rows: items.flatMap(({ outputs }, index) => outputs.map((output, rank) => [texts[index] ?? '', rank + 1, output])),
});

/** Source and translation beside each other, sentence by sentence; pointing at one lights up the other. */
export function SideBySide({ text }: { text: TranslatedText }) {
  const [lit, setLit] = useState<number | null>(null);
  const id = useId();
  const several = text.segments.length > 1;
  return (
    <div className="grid gap-x-6 gap-y-1 sm:grid-cols-2" data-testid="translation">
      <h3 id={`${id}-source`} className="font-medium text-ink-soft text-xs">
        Source
      </h3>
      <h3 id={`${id}-target`} className="hidden font-medium text-ink-soft text-xs sm:block">
        Translation
      </h3>
      {text.segments.map((segment, index) => {
        const [best, ...others] = segment.outputs;
        const marked = several && lit === index;
        const cell = clsx(
          'rounded-control px-1 whitespace-pre-wrap [overflow-wrap:anywhere]',
          marked && 'bg-accent-soft',
        );
        const point = { onPointerEnter: () => setLit(index), onPointerLeave: () => setLit(null) };
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: sentences never move
          <Fragment key={index}>
            <p dir="auto" className={clsx(cell, 'text-ink-soft sm:text-ink')} {...point}>
              {segment.source}
            </p>
            <div className={clsx(cell, 'mb-2 sm:mb-0')} {...point}>
              <p dir="auto" className="font-medium sm:font-normal">
                <span data-testid="translated">{best?.text}</span>
                {others.length > 0 && typeof best?.score === 'number' && <BeamScore value={best.score} />}
              </p>
              {others.length > 0 && (
                <ol className="mt-1 list-inside list-decimal text-ink-soft text-sm" start={2}>
                  {others.map((output, rank) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: outputs never move
                    <li key={rank} dir="auto">
                      {output.text}
                      {output.score !== null && <BeamScore value={output.score} />}
                    </li>
                  ))}
                </ol>
              )}
            </div>
          </Fragment>
        );
      })}
    </div>
  );
}
