import { clsx } from 'clsx';
import { Fragment, useId, useState } from 'react';
import { formatCount } from '../../lib/format';
import { ResultCard } from '../../run/result-card';
import type { RunState } from '../../run/run-state';
import { TaskFrame } from '../../run/task-frame';
import { TextField } from '../../run/text-field';
import type { Fact } from '../../ui/fact-row';
import { type TranslatedText, type TranslationDetails, task } from './task';

export default function Panel() {
  return (
    <TaskFrame task={task} input={<TextField name="text" spec={task.inputs.text} rows={4} />} result={renderResult} />
  );
}

function renderResult(run: RunState) {
  if (run.status === 'idle') return null;
  if (run.status !== 'done') {
    const texts = run.partial.items as readonly TranslatedText[];
    if (texts.length === 0) return null;
    return (
      <ResultCard title={run.status === 'running' ? 'Translating…' : 'Translated before the stop'}>
        <Texts texts={texts} />
      </ResultCard>
    );
  }
  const { value, details, run: record } = run.result;
  const { texts, tokens_per_second } = details as TranslationDetails;
  const facts: Fact[] = tokens_per_second ? [{ label: 'tokens/s', value: tokens_per_second.toFixed(1) }] : [];
  return (
    <ResultCard
      title={texts.length > 1 ? `Translations of ${formatCount(texts.length)} texts` : 'Translation'}
      facts={facts}
      finished={{ value, run: record, text: () => texts.map(({ outputs }) => outputs.join('\n')).join('\n\n') }}
    >
      <Texts texts={texts} />
    </ResultCard>
  );
}

/** Texts drawn at most: enough to read, and the page stays quick; the download has them all. */
const TEXTS_SHOWN = 200;

function Texts({ texts }: { texts: readonly TranslatedText[] }) {
  return (
    <>
      <ol className="grid gap-5">
        {texts.slice(0, TEXTS_SHOWN).map((text, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: results never move
          <li key={index}>
            <SideBySide text={text} />
          </li>
        ))}
      </ol>
      {texts.length > TEXTS_SHOWN && (
        <p className="mt-2 text-ink-soft text-xs">
          The first {TEXTS_SHOWN} are shown; the download has all {formatCount(texts.length)}.
        </p>
      )}
    </>
  );
}

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
              <p dir="auto" className="font-medium sm:font-normal" data-testid="translated">
                {best?.text}
              </p>
              {others.length > 0 && (
                <ol className="mt-1 list-inside list-decimal text-ink-soft text-sm" start={2}>
                  {others.map((output, rank) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: outputs never move
                    <li key={rank} dir="auto">
                      {output.text}
                      {output.score !== null && <Score value={output.score} />}
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

function Score({ value }: { value: number }) {
  return (
    <span className="ml-2 font-mono text-xs tabular-nums" title="log-probability of the output, divided by its length">
      {value.toFixed(3)}
    </span>
  );
}
