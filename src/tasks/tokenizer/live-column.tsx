import { X } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import type { Engine } from '../../contract/engine';
import type { Failure } from '../../contract/failure';
import type { ParameterValues } from '../../contract/parameter';
import type { InputValue } from '../../contract/task';
import type { Decoded, Tokenized } from '../../lib/tokenizer/tokenized';
import { useTaskStore } from '../../run/use-task-store';
import { Button } from '../../ui/button';
import { FailureNotice } from '../../ui/failure-notice';
import { askTokenizer } from './ask-tokenizer';
import { BatchMatrix } from './batch-matrix';
import { kindWords } from './counts-row';
import { DecodedText } from './decoded-text';
import { isLocal, localName } from './local-tokenizers';
import type { LabelMode, LinkedStretch } from './token-labels';
import { TokenizedView } from './tokenized-view';
import { useFollowed } from './use-tokenized';

/** What every column is asked. */
export interface Typed {
  text: InputValue;
  parameters: ParameterValues;
}

interface LiveColumnProps {
  /** A model's id, or that of a dropped file. */
  id: string;
  revision?: string | undefined;
  typed: Typed;
  mode: LabelMode;
  at: number;
  linked: LinkedStretch | null;
  onLinked(stretch: LinkedStretch | null): void;
  /** Null for the tokenizer that runs read with. */
  onRemove: (() => void) | null;
  /** How many rows the batch has, for the others. */
  onRows?(count: number): void;
}

/** Milliseconds of rest: tokens follow each word, decoding and comparing wait for a pause. */
const ENCODE_DELAY = 40;
const DECODE_DELAY = 350;

/** One tokenizer's view of what is typed. */
export function LiveColumn({ id, revision, typed, mode, at, linked, onLinked, onRemove, onRows }: LiveColumnProps) {
  const engine = useTaskStore((state) => state.engine);
  const question = useMemo(() => ({ ...typed, id, revision }), [typed, id, revision]);
  const {
    value: batch,
    failure,
    pending,
  } = useFollowed<typeof question, Tokenized>(engine, question, encode, ENCODE_DELAY);
  const name = isLocal(id) ? localName(id) : id;
  useEffect(() => {
    if (batch) onRows?.(batch.rows.length);
  }, [batch, onRows]);
  const row = batch ? Math.min(at, batch.rows.length - 1) : 0;
  return (
    <section
      aria-label={`Tokenizer ${name}`}
      aria-busy={pending}
      className="grid min-w-0 content-start gap-3 rounded-panel border border-line bg-surface px-4 py-3"
    >
      <header className="flex items-start justify-between gap-2">
        <div className="min-w-0">
          <h2 className="truncate font-mono font-semibold text-sm">{name}</h2>
          <p className="text-ink-soft text-xs">{batch ? kindWords(batch.facts) : failure ? '' : 'Opening…'}</p>
        </div>
        {onRemove && (
          <Button size="small" variant="quiet" aria-label={`Take ${name} away`} onClick={onRemove}>
            <X aria-hidden className="size-3.5" />
          </Button>
        )}
      </header>
      {failure && <FailureNotice failure={withoutRemedy(failure)} onRemedy={() => {}} />}
      {batch && !failure && (
        <>
          <TokenizedView name={name} batch={batch} mode={mode} at={row} linked={linked} onLinked={onLinked} />
          {(batch.batched || batch.rows.some(({ attention_mask }) => includesZero(attention_mask))) && (
            <Part title="As the model gets it">
              <BatchMatrix name={name} batch={batch} />
            </Part>
          )}
          {batch.rendered && (
            <Part title="The conversation as one text">
              <p className="max-h-60 overflow-y-auto whitespace-pre-wrap rounded-control bg-sunken px-3 py-2 font-mono text-xs [overflow-wrap:anywhere]">
                {batch.texts[0]}
              </p>
            </Part>
          )}
          <Part title="Decoded">
            <LiveDecoded
              engine={engine}
              id={id}
              revision={revision}
              batch={batch}
              at={row}
              parameters={typed.parameters}
            />
          </Part>
        </>
      )}
    </section>
  );
}

/** Remedies are for runs; here the next key that is typed asks again. */
const withoutRemedy = ({ remedy: _, ...failure }: Failure): Failure => failure;

const includesZero = (list: ArrayLike<number>): boolean => Array.prototype.includes.call(list, 0);

export function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div className="grid min-w-0 gap-1.5">
      <h3 className="font-medium text-xs">{title}</h3>
      {children}
    </div>
  );
}

interface LiveDecodedProps {
  engine: Engine;
  id: string;
  revision: string | undefined;
  batch: Tokenized;
  at: number;
  parameters: ParameterValues;
}

function LiveDecoded({ engine, id, revision, batch, at, parameters }: LiveDecodedProps) {
  const question = useMemo(() => ({ id, revision, batch, at, parameters }), [id, revision, batch, at, parameters]);
  const { value, failure } = useFollowed<typeof question, Decoded>(engine, question, decode, DECODE_DELAY);
  if (failure) return <p className="text-danger text-xs">{failure.message}</p>;
  return value ? <DecodedText decoded={value} /> : <p className="text-ink-soft text-xs">…</p>;
}

const optionsOf = (revision: string | undefined) => (revision ? { revision } : {});

const encode = (
  engine: Engine,
  { id, revision, text, parameters }: Typed & { id: string; revision: string | undefined },
) => askTokenizer(engine, id, 'encode', { text, parameters }, optionsOf(revision));

const decode = (engine: Engine, { id, revision, batch, at, parameters }: Omit<LiveDecodedProps, 'engine'>) =>
  askTokenizer(
    engine,
    id,
    'decode',
    { ids: batch.rows[at]?.ids ?? [], text: batch.pairs ? null : (batch.texts[at] ?? ''), parameters },
    optionsOf(revision),
  );
