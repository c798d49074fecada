import { clsx } from 'clsx';
import { formatAmount } from '../../lib/format';
import type { PromptSequences, WrittenSequence } from './task';
import { LikelihoodLegend, TokenTable, TokenText } from './token-text';

/** One continuation as it is drawn, finished or not. */
export interface ShownSequence {
  prompt: string;
  text: string;
  /** Once it is finished. */
  written: WrittenSequence | null;
}

interface SequencesProps {
  sequences: readonly ShownSequence[];
  endTokenIds?: readonly number[];
  writing: boolean;
}

/** The continuations of a prompt that is done. */
export const shownOf = ({ sequences }: PromptSequences, prompt: string): ShownSequence[] =>
  sequences.map((written) => ({ prompt, text: written.text, written }));

/** Continuations side by side, each after the end of its prompt. */
export function Sequences({ sequences, endTokenIds = [], writing }: SequencesProps) {
  const several = sequences.length > 1;
  const scored = sequences.some(({ written }) => written?.tokens);
  return (
    <>
      {scored && <LikelihoodLegend />}
      <ol className={clsx('grid gap-4', several && (scored ? 'sm:grid-cols-2' : 'sm:grid-cols-2 xl:grid-cols-3'))}>
        {sequences.map((sequence, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: sequences never move
          <li key={index} className={clsx('min-w-0', several && 'rounded-control bg-sunken p-3')}>
            <Sequence sequence={sequence} endTokenIds={endTokenIds} writing={writing} />
          </li>
        ))}
      </ol>
    </>
  );
}

interface SequenceProps {
  sequence: ShownSequence;
  endTokenIds: readonly number[];
  writing: boolean;
}

const TEXT = 'max-w-prose whitespace-pre-wrap text-base [overflow-wrap:anywhere]';

function Sequence({ sequence, endTokenIds, writing }: SequenceProps) {
  const { prompt, text, written } = sequence;
  const tokens = written?.tokens ?? null;
  const opening = <span className="text-ink-soft">{shorten(prompt)}</span>;
  return (
    <>
      {tokens ? (
        <TokenText tokens={tokens} endTokenIds={endTokenIds} className={TEXT}>
          {opening}
        </TokenText>
      ) : (
        <div dir="auto" className={TEXT} data-testid="generated">
          {opening}
          <span>{text}</span>
          {writing && !written && <span aria-hidden className="caret" />}
        </div>
      )}
      {written && <p className="mt-2 text-ink-soft text-xs">{noteOf(written)}</p>}
      {tokens && <TokenTable tokens={tokens} endTokenIds={endTokenIds} />}
    </>
  );
}

/** How a sequence ended, in words. */
export const ENDS: Record<WrittenSequence['finish_reason'], string> = {
  length: 'cut at the length limit',
  stop: 'the model ended it',
  stop_string: 'ended by a stop string',
};

function noteOf({ token_ids, finish_reason, score }: WrittenSequence): string {
  const note = `${formatAmount(token_ids.length, 'token')}, ${ENDS[finish_reason]}`;
  return score === null ? note : `${note}, beam score ${score.toFixed(3)}`;
}

/** The end of a long prompt is what the continuation hangs on; the whole of it stands in the form above. */
const SHOWN_OF_PROMPT = 500;
const shorten = (prompt: string): string =>
  prompt.length > SHOWN_OF_PROMPT ? `… ${prompt.slice(-SHOWN_OF_PROMPT)}` : prompt;
