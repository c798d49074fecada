import { clsx } from 'clsx';
import { Suspense, useState, useSyncExternalStore } from 'react';
import type { Capabilities } from '../contract/capabilities';
import type { EngineStatus } from '../contract/engine';
import { formatAmount, formatBytes } from '../lib/format';
import { lazyPart } from '../ui/lazy-part';
import { engine } from './engine';
import { useCapabilities } from './use-capabilities';

const DevicePanel = lazyPart(() => import('./device-panel'));

const STATE_WORDS: Record<EngineStatus['worker'], string> = {
  off: 'No model loaded',
  starting: 'Starting',
  idle: 'Ready',
  busy: 'Running',
};

const TRIGGER = 'flex min-h-8 items-center gap-2 rounded-control border border-line px-2.5 text-xs hover:bg-hover';

/**
 * What models run on here and what the worker is doing, in one line; all of it on a click. Until then there is only a
 * button: what opens is code that the first visit does without.
 */
export function DeviceBadge() {
  const capabilities = useCapabilities();
  const status = useSyncExternalStore(subscribeCalmly, engine.status);
  const [wanted, setWanted] = useState(false);
  const face = (
    <>
      <span aria-hidden className={clsx('size-2 rounded-full', status.worker === 'busy' ? 'bg-accent' : 'bg-good')} />
      <span data-testid="device" className="whitespace-nowrap">
        {capabilities ? deviceWords(capabilities) : 'Probing…'}
      </span>
      <span className="hidden max-w-64 truncate text-ink-soft sm:inline" data-testid="worker-state">
        {stateWords(status)}
      </span>
    </>
  );
  const closed = (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-expanded={false}
      className={TRIGGER}
      onClick={() => setWanted(true)}
    >
      {face}
    </button>
  );
  if (!wanted) return closed;
  return (
    <Suspense fallback={closed}>
      <DevicePanel trigger={TRIGGER} face={face} capabilities={capabilities} status={status} />
    </Suspense>
  );
}

/** At most four repaints a second: each run changes the status several times, and painting takes cores from it. */
function subscribeCalmly(listener: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const unsubscribe = engine.subscribe(() => {
    timer ??= setTimeout(() => {
      timer = undefined;
      listener();
    }, 250);
  });
  return () => {
    unsubscribe();
    clearTimeout(timer);
  };
}

function stateWords(status: EngineStatus): string {
  const model = status.loaded.at(-1);
  if (status.worker !== 'idle' || !model) return STATE_WORDS[status.worker];
  const bytes = status.loaded.reduce((sum, one) => sum + one.bytes, 0);
  // A tokenizer alone takes no memory of the budget.
  return bytes > 0 ? `${model.id}, ${formatBytes(bytes)}` : model.id;
}

function deviceWords({ webgpu, wasm }: Capabilities): string {
  const cpu = `WASM ${formatAmount(wasm.threads, 'thread')}`;
  if (!webgpu) return cpu;
  return webgpu.software ? cpu : 'WebGPU';
}
