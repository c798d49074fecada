import { ExternalLink } from 'lucide-react';
import { Suspense, useId, useState } from 'react';
import { type DeviceChoice, DTYPES, type DtypeChoice, type ModelEntry } from '../contract/model';
import { useModelServicesIfAny } from '../models/model-services';
import { lazyPart } from '../ui/lazy-part';
import { Select } from '../ui/select';
import { isLocal, languageWords, sizeWords } from './model-facts';
import { ModelPicker } from './model-picker';
import { RevisionField } from './revision-field';
import { useTaskStore } from './use-task-store';

const ModelPreview = lazyPart(() => import('../models/preview/model-preview'));

const DEVICES = [
  { value: 'auto', label: 'Automatic', hint: 'The best that works here; a failure steps down by itself.' },
  { value: 'webgpu', label: 'WebGPU', hint: 'The graphics processor, or nothing.' },
  { value: 'wasm', label: 'WASM', hint: 'The processor, in any browser.' },
];

/** Which model, on which device, in which number format. */
export function ModelSection() {
  const { model, device, dtype } = useTaskStore((state) => state.draft);
  // Only what was chosen by hand here is asked about by itself, not what a link or a reload brought.
  const [chosen, setChosen] = useState<string | null>(null);
  const models = useTaskStore((state) => state.models);
  const setDraft = useTaskStore((state) => state.setDraft);
  const known = models.find((entry) => entry.id === model);
  const dtypes = known ? known.weights.map((weights) => weights.dtype) : DTYPES;
  const ids = { device: useId(), dtype: useId() };
  return (
    <section aria-label="Model and device" className="py-3">
      <h2 className="font-semibold">Model</h2>
      <div className="mt-2" data-parameter="model">
        <ModelPicker onChosen={setChosen} />
      </div>
      <p className="mt-1.5 text-ink-soft text-xs">
        {known ? <KnownModel model={known} /> : <AnyHubModel id={model} />}
      </p>
      {model !== '' && known?.source !== 'starter' && <Preview chosen={chosen === model} />}
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

/** What would be fetched, and whether it will run here. */
function Preview({ chosen }: { chosen: boolean }) {
  const services = useModelServicesIfAny();
  const task = useTaskStore((state) => state.task);
  const { model, revision = '', device, dtype } = useTaskStore((state) => state.draft);
  const status = useTaskStore((state) => state.run.status);
  const setDraft = useTaskStore((state) => state.setDraft);
  if (!services) return null;
  return (
    <>
      {!isLocal(model) && <RevisionField key={`${model} ${revision}`} />}
      <Suspense fallback={null}>
        <ModelPreview
          task={task.id}
          starter={task.defaultModel}
          model={model}
          revision={revision}
          device={device}
          dtype={dtype}
          version={status}
          chosen={chosen}
          onDtype={(next) => setDraft({ dtype: next })}
          onModel={(id) => setDraft({ model: id, dtype: 'auto' })}
        />
      </Suspense>
    </>
  );
}

function KnownModel({ model }: { model: ModelEntry }) {
  const size = sizeWords(model);
  if (model.source === 'starter') {
    return (
      <>
        {model.summary} {size && `${size}, `}
        {model.licence}.
      </>
    );
  }
  return (
    <>
      {model.summary} {languageWords(model.languages)}. {size ? `Downloads ${size}, once` : 'Downloaded once'}; not
      verified here. Licence: <ModelPage id={model.id} />
    </>
  );
}

function AnyHubModel({ id }: { id: string }) {
  if (id === '') return <>Choose one, or type the id of a Hub model.</>;
  if (isLocal(id)) return <>A model of your own, from this machine.</>;
  return (
    <>
      A model of the Hugging Face Hub; it must have ONNX weights. Only its files are fetched, your text stays here.{' '}
      <ModelPage id={id} />
    </>
  );
}

function ModelPage({ id }: { id: string }) {
  return (
    <a
      href={`https://huggingface.co/${id}`}
      target="_blank"
      rel="noreferrer"
      className="inline-flex items-center gap-1 underline"
    >
      see the model page
      <ExternalLink aria-hidden className="size-3" />
    </a>
  );
}
