import { clsx } from 'clsx';
import { Popover } from 'radix-ui';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Capabilities } from '../contract/capabilities';
import type { EngineStatus } from '../contract/engine';
import { DEVICE_NAMES } from '../contract/model';
import { formatAmount, formatBytes } from '../lib/format';
import { engine } from './engine';
import { useCapabilities } from './use-capabilities';

const STATE_WORDS: Record<EngineStatus['worker'], string> = {
  off: 'No model loaded',
  starting: 'Starting',
  idle: 'Ready',
  busy: 'Running',
};

/** What models run on here and what the worker is doing, in one line; all of it on a click. */
export function DeviceBadge() {
  const capabilities = useCapabilities();
  const status = useSyncExternalStore(subscribeCalmly, engine.status);
  return (
    <Popover.Root>
      <Popover.Trigger className="flex min-h-8 items-center gap-2 rounded-control border border-line px-2.5 text-xs hover:bg-hover">
        <span aria-hidden className={clsx('size-2 rounded-full', status.worker === 'busy' ? 'bg-accent' : 'bg-good')} />
        <span data-testid="device" className="whitespace-nowrap">
          {capabilities ? deviceWords(capabilities) : 'Probing…'}
        </span>
        <span className="hidden max-w-64 truncate text-ink-soft sm:inline" data-testid="worker-state">
          {stateWords(status)}
        </span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          aria-label="What runs here"
          align="end"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 w-80 max-w-[calc(100vw-1rem)] rounded-panel border border-line bg-surface p-4 shadow-pop"
        >
          <h2 className="font-semibold">What runs here</h2>
          {capabilities && <CapabilityList capabilities={capabilities} />}
          <h2 className="mt-3 font-semibold">In memory</h2>
          <LoadedModels status={status} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function LoadedModels({ status }: { status: EngineStatus }) {
  return (
    <>
      <ul className="mt-1 text-xs">
        {status.loaded.length === 0 && <li className="text-ink-soft">No model yet; the first run loads one.</li>}
        {status.loaded.map(({ id, rung }) => (
          <li key={`${id} ${rung.device} ${rung.dtype}`} className="flex justify-between gap-2 py-0.5">
            <span className="truncate">{id}</span>
            <span className="shrink-0 text-ink-soft">
              {DEVICE_NAMES[rung.device]} {rung.dtype}
            </span>
          </li>
        ))}
      </ul>
      {status.queue.length > 1 && <p className="mt-2 text-xs">{status.queue.length - 1} more in the queue.</p>}
    </>
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
  return status.worker === 'idle' && model ? model.id : STATE_WORDS[status.worker];
}

function deviceWords({ webgpu, wasm }: Capabilities): string {
  const cpu = `WASM ${formatAmount(wasm.threads, 'thread')}`;
  if (!webgpu) return cpu;
  return webgpu.software ? cpu : 'WebGPU';
}

/** The space in use changes with every model; it is asked for again each time the list opens. */
function useStorageNow(probed: Capabilities['storage']): Capabilities['storage'] {
  const [storage, setStorage] = useState(probed);
  useEffect(() => {
    navigator.storage?.estimate().then(
      ({ usage, quota }) => setStorage((last) => ({ ...last, usage: usage ?? null, quota: quota ?? null })),
      () => {},
    );
  }, []);
  return storage;
}

function CapabilityList({ capabilities }: { capabilities: Capabilities }) {
  const { webgpu, webgpuReason, wasm, crossOriginIsolated } = capabilities;
  const storage = useStorageNow(capabilities.storage);
  const adapter =
    webgpu && [webgpu.adapter.description, webgpu.adapter.vendor, webgpu.adapter.architecture].filter(Boolean);
  const rows: [string, string][] = [
    ['WebGPU', adapter ? adapter.join(', ') + (webgpu.software ? ' (software)' : '') : (webgpuReason ?? 'none')],
    ...(webgpu ? [['float16', webgpu.features.includes('shader-f16') ? 'yes' : 'no'] as [string, string]] : []),
    ['WASM', `${formatAmount(wasm.threads, 'thread')}, SIMD ${wasm.simd ? 'yes' : 'no'}`],
    ['Isolated', crossOriginIsolated ? 'yes' : 'no: one thread only'],
    [
      'Storage',
      storage.usage === null ? 'unknown' : `${formatBytes(storage.usage)} of ${formatBytes(storage.quota ?? 0)}`,
    ],
  ];
  return (
    <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-xs">
      {rows.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-ink-soft">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
