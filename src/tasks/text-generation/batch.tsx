import type { Table } from '../../lib/table';
import { batchTitle, detailsOf, type StartedRun } from '../../run/batch';
import type { BatchColumn } from '../../run/batch-order';
import { BatchResult } from '../../run/batch-result';
import { doneFacts, KeepSeed, speedFacts, Unfinished } from './run-parts';
import { ENDS, Sequences, shownOf } from './sequences';
import type { PromptSequences, TextGenerationDetails } from './task';

interface BatchProps {
  run: StartedRun;
  texts: readonly string[];
}

/** A list of prompts: those that are done as a table, and above it what is being written, or was when it stopped. */
export function Batch({ run, texts }: BatchProps) {
  const details = detailsOf<TextGenerationDetails>(run);
  const items = details?.prompts ?? (run.partial.items as readonly PromptSequences[]);
  const going = run.status === 'done' ? [] : goingOn(run, texts, items.length);
  const writing = run.status === 'running';
  if (items.length === 0) return <Unfinished sequences={going} partial={run.partial} writing={writing} />;
  return (
    <BatchResult
      run={run}
      title={batchTitle('Continuations', items.length, texts.length)}
      facts={run.status === 'done' ? doneFacts(run) : speedFacts(run.partial)}
      texts={texts}
      items={items}
      columns={Number(run.asked.parameters.num_beams) > 1 ? SCORED_COLUMNS : COLUMNS}
      detail={(item, index) => (
        <Sequences
          sequences={shownOf(item, texts[index] ?? '')}
          endTokenIds={details?.end_token_ids ?? []}
          writing={false}
        />
      )}
      toTable={toTable}
      text={() =>
        items.flatMap(({ sequences }, index) => sequences.map(({ text }) => texts[index] + text)).join('\n\n')
      }
    >
      {going.length > 0 && (
        <section aria-label={writing ? 'Being written' : 'Left unfinished'} className="mb-4">
          <h3 className="mb-2 font-medium text-ink-soft text-xs">
            {writing ? 'Being written' : 'Left unfinished'}: text {items.length + 1}
          </h3>
          <Sequences sequences={going} writing={writing} />
        </section>
      )}
      <KeepSeed run={run} className="mb-3" />
    </BatchResult>
  );
}

/** What is written of the prompt after the finished ones; the run numbers sequences through over all prompts. */
function goingOn({ partial, asked }: StartedRun, texts: readonly string[], done: number) {
  const perPrompt = Number(asked.parameters.num_return_sequences);
  return partial.texts.slice(done * perPrompt).map((text) => ({ prompt: texts[done] ?? '', text, written: null }));
}

const firstText = ({ sequences }: PromptSequences): string => sequences[0]?.text ?? '';
const endsOf = ({ sequences }: PromptSequences): string =>
  [...new Set(sequences.map(({ finish_reason }) => ENDS[finish_reason]))].join('; ');

const COLUMNS: readonly BatchColumn<PromptSequences>[] = [
  { key: 'continuation', title: 'Continuation', width: 'minmax(0,1fr)', value: firstText },
  {
    key: 'tokens',
    title: 'Tokens',
    width: '4rem',
    value: ({ sequences }) => sequences.reduce((sum, { token_ids }) => sum + token_ids.length, 0),
  },
  { key: 'end', title: 'End', width: '9rem', value: endsOf },
];

const SCORED_COLUMNS: readonly BatchColumn<PromptSequences>[] = [
  ...COLUMNS,
  {
    key: 'score',
    title: 'Beam score',
    width: '5.5rem',
    value: ({ sequences }) => sequences[0]?.score ?? 0,
    show: ({ sequences }) => sequences[0]?.score?.toFixed(3) ?? '',
  },
];

/** Prompt and continuation; several sequences have a row each. */
export const toTable = (texts: readonly string[], items: readonly PromptSequences[]): Table => ({
  columns: ['text', 'rank', 'continuation', 'tokens', 'finish_reason', 'score'],
  rows: items.flatMap(({ sequences }, index) =>
    sequences.map(({ text, token_ids, finish_reason, score }, rank) => [
      texts[index] ?? '',
      rank + 1,
      text,
      token_ids.length,
      finish_reason,
      score ?? '',
    ]),
  ),
});
