import { clsx } from 'clsx';
import { useState } from 'react';
import { formatCount, formatPercent } from '../../lib/format';
import type { Table } from '../../lib/table';
import { batchTexts, batchTitle, detailsOf, type StartedRun } from '../../run/batch';
import { BatchResult } from '../../run/batch-result';
import { ResultCard } from '../../run/result-card';
import type { RunState } from '../../run/run-state';
import { TaskFrame } from '../../run/task-frame';
import { TextField } from '../../run/text-field';
import { BeamScore } from '../../ui/beam-score';
import type { Fact } from '../../ui/fact-row';
import { type SummarizationDetails, type SummarizedText, task } from './task';

export default function Panel() {
  return (
    <TaskFrame task={task} input={<TextField name="text" spec={task.inputs.text} rows={8} />} result={renderResult} />
  );
}

function renderResult(run: RunState) {
  if (run.status === 'idle') return null;
  const texts = batchTexts(run, 'text');
  if (texts) return <Batch run={run} texts={texts} />;
  if (run.status !== 'done') return null;
  const { value, details, run: record } = run.result;
  const { texts: results, tokens_per_second } = details as SummarizationDetails;
  const source = String(run.asked.input.text);
  const [text] = results;
  if (!text) return null;
  return (
    <ResultCard
      title="Summary"
      facts={[...compressionFacts(text, source), ...speedFacts(tokens_per_second)]}
      finished={{ value, run: record, text: () => text.outputs.map((output) => output.text).join('\n') }}
      table={() => toTable([source], results)}
    >
      <SummaryBesideSource text={text} source={source} />
    </ResultCard>
  );
}

const speedFacts = (tokensPerSecond: number | null): Fact[] =>
  tokensPerSecond ? [{ label: 'tokens/s', value: tokensPerSecond.toFixed(1) }] : [];

/** A list of texts, from the first finished one on. */
function Batch({ run, texts }: { run: StartedRun; texts: readonly string[] }) {
  const details = detailsOf<SummarizationDetails>(run);
  const items = details?.texts ?? (run.partial.items as readonly SummarizedText[]);
  const title = batchTitle('Summaries', items.length, texts.length);
  return (
    <BatchResult
      run={run}
      title={title}
      facts={speedFacts(details?.tokens_per_second ?? null)}
      texts={texts}
      items={items}
      columns={COLUMNS}
      detail={(text, index) => <SummaryBesideSource text={text} source={texts[index] ?? ''} />}
      toTable={toTable}
      text={() => items.map(bestSummary).join('\n')}
    />
  );
}

const bestSummary = ({ outputs }: SummarizedText): string => outputs[0]?.text ?? '';

const COLUMNS = [{ key: 'summary', title: 'Summary', width: 'minmax(0,1fr)', value: bestSummary }];

/** Text and summary; several outputs have a row each. */
const toTable = (texts: readonly string[], items: readonly SummarizedText[]): Table => ({
  columns: ['text', 'rank', 'summary'],
  rows: items.flatMap(({ outputs }, index) => outputs.map(({ text }, rank) => [texts[index] ?? '', rank + 1, text])),
});

const wordsIn = (text: string): number => text.match(/[\p{L}\p{N}’'-]+/gu)?.length ?? 0;

/** How short the summary is: its words over those of the text. */
function compressionFacts(text: SummarizedText | undefined, source: string): Fact[] {
  const written = wordsIn(text?.outputs[0]?.text ?? '');
  const read = wordsIn(source);
  if (written === 0 || read === 0) return [];
  return [
    { label: 'words', value: `${formatCount(read)} → ${formatCount(written)}` },
    { label: 'compression', value: formatPercent(written / read) },
  ];
}

/** The best summary beside its text. A sentence that is pointed at, or reached by keyboard, shows where it came from. */
export function SummaryBesideSource({ text, source }: { text: SummarizedText; source: string }) {
  const [chosen, setChosen] = useState<number | null>(null);
  const shares = new Map(
    (chosen === null ? text.sentences.flatMap(({ sources }) => sources) : (text.sentences[chosen]?.sources ?? [])).map(
      ({ sentence, share }) => [sentence, share],
    ),
  );
  const [best, ...others] = text.outputs;
  return (
    <div className="grid gap-x-6 gap-y-3 lg:grid-cols-2">
      <div>
        <h3 className="mb-1 font-medium text-ink-soft text-xs">Summary</h3>
        <p dir="auto" className="text-base" data-testid="summary">
          {text.sentences.length === 0 && best?.text}
          {text.sentences.map(({ start, end, sources }, index) => (
            <span key={start}>
              <button
                type="button"
                aria-pressed={chosen === index}
                disabled={sources.length === 0}
                title={
                  sources.length === 0 ? 'No sentence of the text has enough of its words.' : 'Show where it came from'
                }
                onClick={() => setChosen(chosen === index ? null : index)}
                onPointerEnter={(event) => event.pointerType === 'mouse' && setChosen(index)}
                onPointerLeave={(event) => event.pointerType === 'mouse' && setChosen(null)}
                className={clsx(
                  'rounded-control px-0.5 text-left underline decoration-dotted decoration-line-strong underline-offset-4 disabled:no-underline',
                  chosen === index && 'bg-accent-soft',
                )}
              >
                {best?.text.slice(start, end)}
              </button>{' '}
            </span>
          ))}
          {others.length > 0 && typeof best?.score === 'number' && <BeamScore value={best.score} />}
        </p>
        {others.length > 0 && (
          <ol className="mt-2 list-inside list-decimal text-ink-soft text-sm" start={2}>
            {others.map((output, rank) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: outputs never move
              <li key={rank} dir="auto">
                {output.text}
                {output.score !== null && <BeamScore value={output.score} />}
              </li>
            ))}
          </ol>
        )}
        {text.parts.length > 0 && <Parts text={text} />}
      </div>
      <div>
        <h3 className="mb-1 font-medium text-ink-soft text-xs">
          Text, with the sentences that the summary drew on, judged by shared words
        </h3>
        <p
          dir="auto"
          className="max-h-96 overflow-y-auto whitespace-pre-wrap text-ink-soft text-sm [overflow-wrap:anywhere]"
        >
          <MarkedSource text={text} source={source} shares={shares} />
        </p>
      </div>
    </div>
  );
}

/** Source sentences drawn at most one by one; what follows is plain text. */
const SENTENCES_MARKED = 400;

function MarkedSource({ text, source, shares }: { text: SummarizedText; source: string; shares: Map<number, number> }) {
  const sentences = text.source_sentences.slice(0, SENTENCES_MARKED);
  let at = 0;
  return (
    <>
      {sentences.map(({ start, end }, index) => {
        const between = source.slice(at, start);
        at = end;
        const share = shares.get(index);
        const unread = start >= text.read_characters;
        return (
          <span key={start} className={clsx(unread && 'opacity-50')}>
            {between}
            {share === undefined ? (
              source.slice(start, end)
            ) : (
              <mark
                className="rounded-control bg-accent-soft px-0.5 text-ink"
                title={`${formatPercent(share)} of a summary sentence’s words and word pairs are here`}
              >
                {source.slice(start, end)}
              </mark>
            )}
          </span>
        );
      })}
      {source.slice(at)}
    </>
  );
}

function Parts({ text }: { text: SummarizedText }) {
  return (
    <details className="mt-3">
      <summary className="text-ink-soft text-sm">Summarized in {text.parts.length} parts</summary>
      <ol className="mt-1 list-inside list-decimal text-sm">
        {text.parts.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts never move
          <li key={index} dir="auto" className="mt-1">
            {part.summary} <span className="text-ink-soft text-xs">({formatCount(part.tokens)} tokens)</span>
          </li>
        ))}
      </ol>
    </details>
  );
}
