import { Popover } from 'radix-ui';
import { type ReactNode, useEffect, useId, useState } from 'react';
import type { Capabilities } from '../contract/capabilities';
import type { EngineStatus, LoadedModel } from '../contract/engine';
import { DEVICE_NAMES } from '../contract/model';
import { formatAmount, formatBytes } from '../lib/format';
import { Button } from '../ui/button';
import { Switch } from '../ui/switch';
import { engine } from './engine';
import { changeSettings, useSettings } from './settings';

interface DevicePanelProps {
  capabilities: Capabilities | null;
  status: EngineStatus;
  /** What the badge shows, and how it looks. */
  face: ReactNode;
  trigger: string;
}

/** The header's badge with what it opens: what runs here, what is loaded, and what the runtime does by itself. */
export default function DevicePanel({ capabilities, status, face, trigger }: DevicePanelProps) {
  return (
    <Popover.Root defaultOpen>
      <Popover.Trigger className={trigger}>{face}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          aria-label="What runs here"
          align="end"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-(--radix-popover-content-available-height) w-80 max-w-[calc(100vw-1rem)] overflow-y-auto rounded-panel border border-line bg-surface p-4 shadow-pop"
        >
          <h2 className="font-semibold">What runs here</h2>
          {capabilities && <CapabilityList capabilities={capabilities} />}
          <h2 className="mt-3 font-semibold">In memory</h2>
          <LoadedModels status={status} />
          <h2 className="mt-3 font-semibold">Automatic</h2>
          <RuntimeSwitches />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function LoadedModels({ status: { loaded, memory, queue } }: { status: EngineStatus }) {
  const total = loaded.reduce((sum, { bytes }) => sum + bytes, 0);
  return (
    <>
      <ul className="mt-1 text-xs">
        {loaded.length === 0 && <li className="text-ink-soft">No model yet; the first run loads one.</li>}
        {loaded.map((model) => (
          <LoadedRow key={model.key} model={model} busy={queue.length > 0} />
        ))}
      </ul>
      {memory && loaded.length > 0 && (
        <p className="mt-1 text-ink-soft text-xs" data-testid="memory">
          About {formatBytes(total)} of {formatBytes(memory.budget)}
          {memory.heap !== null && `, WebAssembly heap ${formatBytes(memory.heap)}`}. Models that were not used for the
          longest time go first.
        </p>
      )}
      {queue.length > 1 && <p className="mt-2 text-xs">{queue.length - 1} more in the queue.</p>}
    </>
  );
}

function LoadedRow({ model: { key, id, rung, bytes }, busy }: { model: LoadedModel; busy: boolean }) {
  return (
    <li className="flex items-center justify-between gap-2 py-0.5">
      <span className="min-w-0">
        <span className="block truncate">{id}</span>
        <span className="block text-ink-soft">
          {DEVICE_NAMES[rung.device]} {rung.dtype}, {formatBytes(bytes)}
        </span>
      </span>
      <Button
        size="small"
        disabled={busy}
        aria-label={`Release ${id}`}
        onClick={() => void engine.release(key)}
        className="shrink-0"
      >
        Release
      </Button>
    </li>
  );
}

function RuntimeSwitches() {
  const { preload, notify } = useSettings();
  return (
    <div className="mt-1 grid gap-1.5 text-xs">
      <SwitchRow
        label="Load a tab's model when it is opened"
        checked={preload}
        onChange={(on) => changeSettings({ preload: on })}
      />
      <SwitchRow label="Notify when a long run is over" checked={notify} onChange={switchNotify} />
    </div>
  );
}

/** Switching it on is a click of the person: the browser may ask. */
function switchNotify(on: boolean): void {
  changeSettings({ notify: on });
  if (on && 'Notification' in window && Notification.permission === 'default') void Notification.requestPermission();
}

interface SwitchRowProps {
  label: string;
  checked: boolean;
  onChange(checked: boolean): void;
}

function SwitchRow({ label, checked, onChange }: SwitchRowProps) {
  const id = useId();
  return (
    <div className="flex items-center justify-between gap-3">
      <label htmlFor={id}>{label}</label>
      <Switch id={id} checked={checked} onChange={onChange} />
    </div>
  );
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
