import { Pause, Play, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Transfer } from '../contract/model-store';
import { isMoving, shareOf, transferWords } from '../lib/transfer-words';
import { Button } from './button';
import { ProgressBar } from './progress-bar';
import { Prose } from './prose';

interface TransferRowProps {
  transfer: Transfer;
  /** Milliseconds since 1970: what a wait is counted from. */
  now: number;
  onPause(): void;
  onResume(): void;
  onAbort(): void;
  /** What else can be done about it. */
  children?: ReactNode;
}

/** One download: how far it is, what it does, and what can be done with it. */
export function TransferRow({ transfer, now, onPause, onResume, onAbort, children }: TransferRowProps) {
  const { model, dtype, state, file } = transfer;
  const name = `${model.id} ${dtype}`;
  const stands = state.name === 'paused' || state.name === 'failed';
  const resume = state.name === 'failed' ? 'Try again' : 'Resume';
  const end = state.name === 'done' ? 'Dismiss' : state.name === 'failed' ? 'Discard' : 'Abort';
  const canPause = state.name === 'queued' || state.name === 'downloading' || state.name === 'retrying';
  return (
    <li className="grid gap-1.5 py-2.5">
      <div className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1.5">
        <p className="min-w-0 flex-1 basis-40 font-mono text-xs [overflow-wrap:anywhere]">
          {model.id} <span className="text-ink-soft">{dtype}</span>
        </p>
        <div className="flex shrink-0 gap-1.5">
          {canPause && (
            <Button size="small" aria-label={`Pause ${name}`} onClick={onPause}>
              <Pause aria-hidden className="size-3.5" />
              Pause
            </Button>
          )}
          {stands && (
            <Button size="small" aria-label={`${resume} ${name}`} onClick={onResume}>
              <Play aria-hidden className="size-3.5" />
              {resume}
            </Button>
          )}
          {state.name !== 'elsewhere' && (
            <Button size="small" variant="quiet" aria-label={`${end} ${name}`} onClick={onAbort}>
              <X aria-hidden className="size-3.5" />
              {end}
            </Button>
          )}
        </div>
      </div>
      {state.name !== 'done' && <ProgressBar label={`Download of ${name}`} value={progressOf(transfer)} />}
      <p className="flex flex-wrap justify-between gap-x-3 text-xs">
        <span className="tabular-nums">{transferWords(transfer, now)}</span>
        {isMoving(transfer) && <span className="font-mono text-ink-soft [overflow-wrap:anywhere]">{file}</span>}
      </p>
      {state.name === 'failed' && (
        <p role="alert" className="text-danger text-xs">
          <Prose text={`${state.failure.message} ${state.failure.action}`} />
        </p>
      )}
      {children}
    </li>
  );
}

/** A bar that runs to and fro would claim that something moves where nothing does. */
const progressOf = (transfer: Transfer): number | null =>
  shareOf(transfer) ?? (isMoving(transfer) && transfer.state.name !== 'queued' ? null : 0);
