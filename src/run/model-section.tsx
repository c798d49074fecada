import { useId } from 'react';
import { type DeviceChoice, DTYPES, type DtypeChoice } from '../contract/model';
import { formatBytes } from '../lib/format';
import { Select } from '../ui/select';
import { useTaskStore } from './use-task-store';

const HUB = 'hub…';

const DEVICES = [
  { value: 'auto', label: 'Automatic', hint: 'The best that works here; a failure steps down by itself.' },
  { value: 'webgpu', label: 'WebGPU', hint: 'The graphics processor, or nothing.' },
  { value: 'wasm', label: 'WASM', hint: 'The processor, in any browser.' },
];

/** Which model, on which device, in which number format. */
export function ModelSection() {
  const { model, device, dtype } = useTaskStore((state) => state.draft);
  const models = useTaskStore((state) => state.models);
  const setDraft = useTaskStore((state) => state.setDraft);
  const known = models.find((entry) => entry.id === model);
  const options = models.map((entry) => ({ value: entry.id, label: entry.id, hint: entry.title }));
  const bytes =
    known && [...known.files, ...(known.weights[0]?.files ?? [])].reduce((sum, file) => sum + (file.bytes ?? 0), 0);
  const dtypes = known ? known.weights.map((weights) => weights.dtype) : DTYPES;
  const ids = { device: useId(), dtype: useId() };
  return (
    <section aria-label="Model and device" className="py-3">
      <h2 className="font-semibold">Model</h2>
      <div className="mt-2">
        <Select
          label="model"
          value={known ? model : HUB}
          options={[...options, { value: HUB, label: 'A model of the Hub…' }]}
          onChange={(value) => setDraft({ model: value === HUB ? '' : value, dtype: 'auto' })}
        />
      </div>
      {!known && <HubModelField value={model} onChange={(id) => setDraft({ model: id })} />}
      {known && (
        <p className="mt-1.5 text-ink-soft text-xs">
          {known.summary} {bytes ? `${formatBytes(bytes)}, ` : ''}
          {known.licence}.
        </p>
      )}
      <div className="mt-3 grid grid-cols-2 gap-3">
        <div>
          <label htmlFor={ids.device} className="font-medium font-mono text-xs">
            device
          </label>
          <Select
            id={ids.device}
            label="device"
            value={device}
            options={DEVICES}
            onChange={(value) => setDraft({ device: value as DeviceChoice })}
          />
        </div>
        <div>
          <label htmlFor={ids.dtype} className="font-medium font-mono text-xs">
            dtype
          </label>
          <Select
            id={ids.dtype}
            label="dtype"
            value={dtype}
            options={[{ value: 'auto', label: 'Automatic' }, ...dtypes.map((value) => ({ value, label: value }))]}
            onChange={(value) => setDraft({ dtype: value as DtypeChoice })}
          />
        </div>
      </div>
    </section>
  );
}

/** The id is the draft's at every keystroke, so that a run always uses what is written here. */
function HubModelField({ value, onChange }: { value: string; onChange(id: string): void }) {
  const fieldId = useId();
  return (
    <div className="mt-2" data-parameter="model">
      <label htmlFor={fieldId} className="text-ink-soft text-xs">
        Model id on the Hugging Face Hub, with ONNX weights. Only its files are fetched; your text stays here.
      </label>
      <input
        id={fieldId}
        value={value}
        onChange={(event) => onChange(event.target.value.trim())}
        placeholder="owner/name"
        autoComplete="off"
        spellCheck={false}
        className="mt-1 h-8 w-full rounded-control border border-line-strong bg-surface px-2 font-mono text-xs"
      />
    </div>
  );
}
