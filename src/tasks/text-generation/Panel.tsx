import { isChat } from '../../contract/task';
import { formatAmount } from '../../lib/format';
import { batchTexts } from '../../run/batch';
import { ResultCard } from '../../run/result-card';
import type { EndedRun, RunState } from '../../run/run-state';
import { TaskFrame } from '../../run/task-frame';
import { Batch, toTable } from './batch';
import { PromptField } from './prompt-field';
import { doneFacts, KeepSeed, Unfinished } from './run-parts';
import { Sequences, shownOf } from './sequences';
import { type TextGenerationDetails, task } from './task';

export default function Panel() {
  return <TaskFrame task={task} input={<PromptField />} result={renderResult} />;
}

function renderResult(run: RunState) {
  if (run.status === 'idle') return null;
  const texts = batchTexts(run, 'text');
  if (texts) return <Batch run={run} texts={texts} />;
  if (run.status === 'done') return <Finished run={run} />;
  const { text } = run.asked.input;
  const writing = run.status === 'running';
  // An answer is written into the conversation.
  if (writing && isChat(text)) return null;
  const prompt = promptOf(text);
  const sequences = run.partial.texts.map((written) => ({ prompt, text: written, written: null }));
  return <Unfinished sequences={sequences} partial={run.partial} writing={writing} />;
}

/** What stands before each continuation; before an answer nothing, since the conversation is seen above. */
const promptOf = (text: unknown): string => (typeof text === 'string' ? text : '');

function Finished({ run }: { run: Extract<EndedRun, { status: 'done' }> }) {
  const { value, details, run: record } = run.result;
  const { prompts, end_token_ids } = details as TextGenerationDetails;
  const prompt = promptOf(record.input.text);
  const sequences = prompts.flatMap((written) => shownOf(written, prompt));
  const chat = isChat(record.input.text);
  const noun = chat ? 'answer' : 'continuation';
  return (
    <ResultCard
      title={sequences.length > 1 ? formatAmount(sequences.length, noun) : noun[0]?.toUpperCase() + noun.slice(1)}
      facts={doneFacts(run)}
      finished={{ value, run: record, text: () => sequences.map((one) => one.prompt + one.text).join('\n\n') }}
      table={chat ? undefined : () => toTable([prompt], prompts)}
    >
      <Sequences sequences={sequences} endTokenIds={end_token_ids} writing={false} />
      <KeepSeed run={run} className="mt-3" />
    </ResultCard>
  );
}
