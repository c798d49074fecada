import { FastForward, Play, Square } from 'lucide-react';
import { useEffect, useState } from 'react';
import { DEVICE_NAMES } from '../contract/model';
import { formatBytes, formatCount, formatMilliseconds } from '../lib/format';
import { Button } from '../ui/button';
import { ProgressBar } from '../ui/progress-bar';
import { millisecondsPerStep } from './images/denoising';
import { NotifyButton } from './notify-button';
import type { Download, Partial, RunState } from './run-state';
import { useTaskStore } from './use-task-store';

/** Run and stop, and what is going on in between. */
export function RunBar() {
  const run = useTaskStore((state) => state.run);
  const start = useTaskStore((state) => state.start);
  const stop = useTaskStore((state) => state.stop);
  const running = run.status === 'running';
  const rest = useRest();
  const resume = useTaskStore((state) => state.resume);
  const stopping = running && run.phase === 'stopping';
  /** @param clicks 2 and more for the later clicks of a double click, which must not stop what the first one started */
  const act = (clicks: number) => {
    if (!running) return void start();
    if (!stopping && clicks < 2) stop();
  };
  return (
    <div className="mt-4 flex min-h-9 flex-wrap items-center gap-x-4 gap-y-2">
      <Button variant={running ? 'danger' : 'primary'} aria-disabled={stopping} onClick={(event) => act(event.detail)}>
        {running ? (
          <Square aria-hidden className="size-3.5 fill-current" />
        ) : (
          <Play aria-hidden className="size-3.5 fill-current" />
        )}
        {running ? 'Stop' : 'Run'}
      </Button>
      {!running && rest && (
        <Button onClick={() => void resume()}>
          <FastForward aria-hidden className="size-3.5" />
          Resume
        </Button>
      )}
      <p role="status" className={running ? 'sr-only' : 'text-ink-soft text-xs'}>
        {running ? PHASE_WORDS[run.phase] : endWords(run)}
        {!running && rest && ` ${formatCount(rest.done)} of ${formatCount(rest.total)} done.`}
      </p>
      {running && (
        <div className="min-w-0 flex-1 basis-60">
          <Activity run={run} />
        </div>
      )}
    </div>
  );
}

/** What a stopped batch has done; null where there is nothing to go on with. */
function useRest(): { done: number; total: number } | null {
  const run = useTaskStore((state) => state.viewed?.run ?? state.run);
  const { inputs } = useTaskStore((state) => state.task);
  if (run.status !== 'cancelled' && run.status !== 'failed') return null;
  const batch = Object.entries(run.asked.input).find(([name]) => {
    const spec = inputs[name];
    return spec?.type === 'text' && spec.batch;
  })?.[1];
  const done = run.partial.items.length;
  return done > 0 && Array.isArray(batch) && done < batch.length ? { done, total: batch.length } : null;
}

/** What is read out: phases, without the numbers that change at every token. */
const PHASE_WORDS: Record<Extract<RunState, { status: 'running' }>['phase'], string> = {
  queued: 'Waiting in the queue',
  starting: 'Starting',
  downloading: 'Downloading the model',
  compiling: 'Preparing the model',
  checking: 'Checking the model on this device',
  shaders: 'Compiling shaders',
  computing: 'Running',
  stopping: 'Stopping',
};

function endWords(run: Exclude<RunState, { status: 'running' }>): string {
  switch (run.status) {
    case 'idle':
      return 'Ctrl + Enter runs.';
    case 'done':
      return 'Done.';
    case 'failed':
      return 'The run failed; see below.';
    case 'cancelled':
      if (run.partial.denoising?.pictures.length) return 'Stopped. The last picture is kept below.';
      return run.partial.tokens > 0 ? 'Stopped. What was written so far is kept below.' : 'Stopped.';
    default:
      return run satisfies never;
  }
}

function Activity({ run }: { run: Extract<RunState, { status: 'running' }> }) {
  const elapsed = useElapsed(run.startedAt);
  const { words, share } = describe(run);
  return (
    <div>
      <div className="mb-1.5 flex justify-between gap-3 text-xs">
        <span>{words}</span>
        <span className="shrink-0 text-ink-soft tabular-nums">{formatMilliseconds(elapsed)}</span>
      </div>
      <ProgressBar label="Progress of the run" value={share} />
      <NotifyButton elapsed={elapsed} />
      {run.silentMs !== null && run.phase !== 'stopping' && (
        <p role="status" className="mt-1.5 text-xs">
          Still computing? Nothing was heard of the model for {formatMilliseconds(run.silentMs)}. Wait, or stop it.
        </p>
      )}
    </div>
  );
}

function describe(run: Extract<RunState, { status: 'running' }>): { words: string; share: number | null } {
  const where = run.rung ? ` on ${DEVICE_NAMES[run.rung.device]} (${run.rung.dtype})` : '';
  const { steps, tokens } = run.partial;
  switch (run.phase) {
    case 'queued':
      return {
        words: `Waiting: ${run.position === 0 ? 'next in line' : `${run.position + 1} runs before this one`}`,
        share: null,
      };
    case 'starting':
      return { words: `Starting${where}…`, share: null };
    case 'downloading':
      return run.download ? describeDownload(run.download) : { words: 'Downloading…', share: null };
    case 'compiling':
      return { words: `Preparing the model${where}…`, share: null };
    case 'checking':
      return { words: `First use${where}: checking its numbers…`, share: null };
    case 'shaders':
      return { words: `First use${where}: compiling shaders…`, share: steps ? steps.done / steps.total : null };
    case 'computing':
      if (steps) return { words: stepWords(run.partial, steps) + where, share: steps.done / steps.total };
      return { words: tokens > 0 ? `Token ${tokens}${where}` : `Reading the input${where}…`, share: null };
    case 'stopping':
      return { words: 'Stopping…', share: null };
    default:
      return run.phase satisfies never;
  }
}

/** 'step 3 of 20, 1.2 s each, 20 s left': the first step warms up, so that the time counts from the second on. */
function stepWords({ denoising }: Partial, { done, total, unit }: NonNullable<Partial['steps']>): string {
  const words = [`${unit === 'denoising' ? 'step' : unit} ${formatCount(done)} of ${formatCount(total)}`];
  const each = denoising && millisecondsPerStep(denoising);
  if (each) words.push(`${formatMilliseconds(each)} each`);
  if (each && done < total) words.push(`${formatMilliseconds(each * (total - done))} left`);
  return words.join(', ');
}

function describeDownload({ loaded, total, startedAt, now }: Download): { words: string; share: number | null } {
  const seconds = (now - startedAt) / 1000;
  const speed = seconds > 0.3 ? loaded / seconds : null;
  const parts = [`Downloading ${formatBytes(loaded)}${total ? ` of ${formatBytes(total)}` : ''}`];
  if (speed) parts.push(`${formatBytes(Math.round(speed))}/s`);
  if (speed && total && loaded < total) parts.push(`${formatMilliseconds(((total - loaded) / speed) * 1000)} left`);
  return { words: parts.join(', '), share: total ? Math.min(1, loaded / total) : null };
}

/** Milliseconds since `startedAt`, ticking. */
function useElapsed(startedAt: number): number {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 100);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, now - startedAt);
}
