import type { StoreApi } from 'zustand';
import type { RunState } from '../../run/run-state';
import type { TaskStore } from '../../run/run-store';
import { engine } from '../engine';
import { readSettings } from '../settings';
import { tellOfEnd } from './end-notice';
import { TitleProgress } from './title-progress';
import { WakeGuard } from './wake-guard';

/** Runs shorter than this need no care. */
const LONG_MS = 5000;

const guard = new WakeGuard((navigator as { wakeLock?: Navigator['wakeLock'] }).wakeLock, document);
const title = new TitleProgress(document);

let holding = false;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Keeps the machine awake while the engine works for long, for whoever asked it to. */
export function keepAwake(): void {
  const busy = engine.status().worker === 'busy';
  if (busy && timer === undefined) {
    timer = setTimeout(() => {
      holding = true;
      guard.hold();
    }, LONG_MS);
  }
  if (busy) return;
  clearTimeout(timer);
  timer = undefined;
  if (holding) guard.release();
  holding = false;
}

const followed = new WeakSet<StoreApi<TaskStore>>();

/** Tells of a tab's runs where the page is not looked at: by its title, and at the end of a long one by a notification. */
export function followRuns(store: StoreApi<TaskStore>): void {
  if (followed.has(store)) return;
  followed.add(store);
  store.subscribe(({ run, task }, before) => {
    if (run === before.run) return;
    if (run.status === 'running') return title.progress(shareOf(run));
    if (before.run.status !== 'running') return;
    if (run.status === 'cancelled' || run.status === 'idle') return title.restore();
    title.end(run.status === 'done', task.title);
    const isLong = performance.now() - before.run.startedAt > LONG_MS;
    if (isLong && document.hidden && readSettings().notify) tellOfEnd(run.status === 'done', task.title);
  });
}

function shareOf(run: Extract<RunState, { status: 'running' }>): number | null {
  const { steps } = run.partial;
  if (steps) return steps.done / steps.total;
  const { download } = run;
  return run.phase === 'downloading' && download?.total ? Math.min(1, download.loaded / download.total) : null;
}
