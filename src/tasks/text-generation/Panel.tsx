import { isChat, type RecordedInputs } from '../../contract/task';
import { formatAmount, formatMilliseconds } from '../../lib/format';
import { ResultCard } from '../../run/result-card';
import type { Asked, EndedRun, Partial, RunState } from '../../run/run-state';
import { TaskFrame } from '../../run/task-frame';
import { useTaskStore } from '../../run/use-task-store';
import { Button } from '../../ui/button';
import type { Fact } from '../../ui/fact-row';
import { PromptField } from './prompt-field';
import { Sequences, type ShownSequence } from './sequences';
import { type PromptSequences, type TextGenerationDetails, task } from './task';

export default function Panel() {
  return <TaskFrame task={task} input={<PromptField />} result={renderResult} />;
}

function renderResult(run: RunState) {
  switch (run.status) {
    case 'idle':
      return null;
    case 'running':
      // An answer is written into the conversation.
      return isChat(run.asked.input.text) ? null : <Unfinished partial={run.partial} asked={run.asked} writing />;
    case 'failed':
    case 'cancelled':
      return <Unfinished partial={run.partial} asked={run.asked} writing={false} />;
    case 'done':
      return <Finished run={run} />;
    default:
      return run satisfies never;
  }
}

/** What stands before each continuation; before an answer nothing, since the conversation is seen above. */
const promptsOf = (text: RecordedInputs[string] | undefined): string[] => {
  if (isChat(text)) return [''];
  return Array.isArray(text) ? text : [typeof text === 'string' ? text : ''];
};

/** Text as it comes, or as far as it came: prompts that are done, then what is being written. */
function Unfinished({ partial, asked, writing }: { partial: Partial; asked: Asked; writing: boolean }) {
  const prompts = promptsOf(asked.input.text);
  const perPrompt = Number(asked.parameters.num_return_sequences);
  const done = shownOf(partial.items as readonly PromptSequences[], prompts);
  // Sequences are numbered through over all prompts.
  const going = partial.texts.slice(done.length).map((text, index) => ({
    prompt: prompts[Math.floor((done.length + index) / perPrompt)] ?? '',
    text,
    written: null,
  }));
  if (done.length + going.length === 0) return null;
  return (
    <ResultCard title={writing ? 'Writing…' : 'Written before the stop'} facts={speedFacts(partial)}>
      <Sequences sequences={[...done, ...going]} writing={writing} />
    </ResultCard>
  );
}

const shownOf = (prompts: readonly PromptSequences[], texts: readonly string[]): ShownSequence[] =>
  prompts.flatMap(({ sequences }, index) =>
    sequences.map((written) => ({ prompt: texts[index] ?? '', text: written.text, written })),
  );

function Finished({ run }: { run: Extract<EndedRun, { status: 'done' }> }) {
  const setParameter = useTaskStore((state) => state.setParameter);
  const { value, details, run: record } = run.result;
  const { prompts, tokens_per_second, end_token_ids } = details as TextGenerationDetails;
  const { seed, do_sample: sampled, num_beams } = record.parameters;
  const sequences = shownOf(prompts, promptsOf(record.input.text));
  const noun = isChat(record.input.text) ? 'answer' : 'continuation';
  const speed = Number(num_beams) > 1 ? 'steps/s' : 'tokens/s';
  const { first_token_ms } = record.timings;
  const facts: Fact[] = [
    ...(tokens_per_second ? [{ label: speed, value: tokens_per_second.toFixed(1) }] : []),
    ...(first_token_ms === null ? [] : [{ label: 'first token', value: formatMilliseconds(first_token_ms) }]),
    ...(sampled ? [{ label: 'seed', value: String(seed) }] : []),
  ];
  return (
    <ResultCard
      title={sequences.length > 1 ? formatAmount(sequences.length, noun) : noun[0]?.toUpperCase() + noun.slice(1)}
      facts={facts}
      finished={{ value, run: record, text: () => sequences.map(({ prompt, text }) => prompt + text).join('\n\n') }}
    >
      <Sequences sequences={sequences} endTokenIds={end_token_ids} writing={false} />
      {sampled === true && typeof seed === 'number' && (
        <Button size="small" className="mt-3" onClick={() => setParameter('seed', seed)}>
          Keep seed {seed}
        </Button>
      )}
    </ResultCard>
  );
}

function speedFacts({ tokens, firstTokenAt, lastTokenAt }: Partial): Fact[] {
  const seconds = firstTokenAt !== null && lastTokenAt !== null ? (lastTokenAt - firstTokenAt) / 1000 : 0;
  return [
    ...(tokens > 0 ? [{ label: 'tokens', value: String(tokens) }] : []),
    ...(seconds > 0 ? [{ label: 'tokens/s', value: ((tokens - 1) / seconds).toFixed(1) }] : []),
  ];
}
