import { clsx } from 'clsx';
import type { InputValue } from '../../contract/task';
import { formatAmount, formatMilliseconds } from '../../lib/format';
import { ResultCard } from '../../run/result-card';
import type { Asked, Partial, RunState } from '../../run/run-state';
import { TaskFrame } from '../../run/task-frame';
import { TextField } from '../../run/text-field';
import { useTaskStore } from '../../run/use-task-store';
import { Button } from '../../ui/button';
import type { Fact } from '../../ui/fact-row';
import { type TextGenerationDetails, task } from './task';

export default function Panel() {
  return <TaskFrame task={task} input={<TextField name="text" spec={task.inputs.text} />} result={renderResult} />;
}

function renderResult(run: RunState) {
  switch (run.status) {
    case 'idle':
      return null;
    case 'running':
      return run.partial.tokens > 0 ? <Unfinished partial={run.partial} asked={run.asked} writing /> : null;
    case 'failed':
    case 'cancelled':
      return run.partial.tokens > 0 ? <Unfinished partial={run.partial} asked={run.asked} writing={false} /> : null;
    case 'done':
      return <Finished run={run} />;
    default:
      return run satisfies never;
  }
}

const promptsOf = (text: InputValue | undefined): string[] =>
  Array.isArray(text) ? text.map((item) => (typeof item === 'string' ? item : item.content)) : [text ?? ''];

/** Text as it comes, or as far as it came. Sequences are numbered through over all prompts. */
function Unfinished({ partial, asked, writing }: { partial: Partial; asked: Asked; writing: boolean }) {
  const prompts = promptsOf(asked.input.text);
  const perPrompt = Number(asked.parameters.num_return_sequences);
  const sequences = partial.texts.map((text, index) => ({
    prompt: prompts[Math.floor(index / perPrompt)] ?? '',
    text,
    note: '',
  }));
  return (
    <ResultCard title={writing ? 'Writing…' : 'Written before the stop'} facts={speedFacts(partial)}>
      <Sequences sequences={sequences} writing={writing} />
    </ResultCard>
  );
}

function Finished({ run }: { run: Extract<RunState, { status: 'done' }> }) {
  const setParameter = useTaskStore((state) => state.setParameter);
  const { value, details, run: record } = run.result;
  const { prompts, tokens_per_second } = details as TextGenerationDetails;
  const sources = promptsOf(record.input.text);
  const sequences = prompts.flatMap((prompt, index) =>
    prompt.sequences.map((sequence) => ({
      prompt: sources[index] ?? '',
      text: sequence.text,
      note: `${formatAmount(sequence.token_ids.length, 'token')}, ${sequence.finish_reason === 'stop' ? 'the model ended it' : 'cut at the length limit'}`,
    })),
  );
  const { seed, do_sample: sampled } = record.parameters;
  const facts: Fact[] = [
    ...(tokens_per_second ? [{ label: 'tokens/s', value: tokens_per_second.toFixed(1) }] : []),
    ...(record.timings.first_token_ms === null
      ? []
      : [{ label: 'first token', value: formatMilliseconds(record.timings.first_token_ms) }]),
    ...(sampled ? [{ label: 'seed', value: String(seed) }] : []),
  ];
  return (
    <ResultCard
      title={sequences.length > 1 ? `${sequences.length} continuations` : 'Continuation'}
      facts={facts}
      finished={{
        value,
        run: record,
        text: () => sequences.map(({ prompt, text }) => prompt + text).join('\n\n'),
      }}
    >
      <Sequences sequences={sequences} writing={false} />
      {sampled === true && typeof seed === 'number' && (
        <Button size="small" className="mt-3" onClick={() => setParameter('seed', seed)}>
          Keep seed {seed}
        </Button>
      )}
    </ResultCard>
  );
}

interface SequencesProps {
  sequences: { prompt: string; text: string; note: string }[];
  writing: boolean;
}

function Sequences({ sequences, writing }: SequencesProps) {
  return (
    <ol className={clsx('grid gap-4', sequences.length > 1 && 'sm:grid-cols-2 xl:grid-cols-3')}>
      {sequences.map(({ prompt, text, note }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: sequences never move
        <li key={index} className={clsx('min-w-0', sequences.length > 1 && 'rounded-control bg-sunken p-3')}>
          <p
            dir="auto"
            className="max-w-prose whitespace-pre-wrap text-base [overflow-wrap:anywhere]"
            data-testid="generated"
          >
            <span className="text-ink-soft">{shorten(prompt)}</span>
            <span>{text}</span>
            {writing && <span aria-hidden className="caret" />}
          </p>
          {note && <p className="mt-2 text-ink-soft text-xs">{note}</p>}
        </li>
      ))}
    </ol>
  );
}

/** The end of a long prompt is what the continuation hangs on; the whole of it stands in the form above. */
const SHOWN_OF_PROMPT = 500;
const shorten = (prompt: string): string =>
  prompt.length > SHOWN_OF_PROMPT ? `… ${prompt.slice(-SHOWN_OF_PROMPT)}` : prompt;

function speedFacts({ tokens, firstTokenAt, lastTokenAt }: Partial): Fact[] {
  const seconds = firstTokenAt !== null && lastTokenAt !== null ? (lastTokenAt - firstTokenAt) / 1000 : 0;
  return [
    { label: 'tokens', value: String(tokens) },
    ...(seconds > 0 ? [{ label: 'tokens/s', value: ((tokens - 1) / seconds).toFixed(1) }] : []),
  ];
}
