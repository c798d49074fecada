import { Download } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import type { DeviceChoice, DtypeChoice } from '../../contract/model';
import type { DtypeFit, Fit } from '../../contract/model-fit';
import type { ModelDescription } from '../../contract/model-store';
import { formatBytes } from '../../lib/format';
import { isMetered } from '../../lib/metered-connection';
import { isMoving } from '../../lib/transfer-words';
import { Button } from '../../ui/button';
import { FailureLinks } from '../failure-links';
import { FailureText } from '../failure-text';
import { useModelServices } from '../model-services';
import { TransferItem } from '../transfer-item';
import { useTransfers } from '../use-store';
import { DtypeTable } from './dtype-table';
import { FileList } from './file-list';
import { useDescription } from './use-description';
import { useFit } from './use-fit';
import { VerdictLine } from './verdict-line';

export interface ModelPreviewProps {
  task: string;
  /** The starter of the task, for a machine that the model is too large for. */
  starter: string;
  model: string;
  revision: string;
  device: DeviceChoice;
  dtype: DtypeChoice;
  /** Changes when a run may have fetched something of it. */
  version: string;
  /** Somebody has just chosen it: its host is asked for its list of files. */
  chosen: boolean;
  onDtype(dtype: DtypeChoice): void;
  onModel(id: string): void;
}

/** What a model is, what would be fetched, and whether it will run here, before any of its weights is fetched. */
export default function ModelPreview(props: ModelPreviewProps) {
  const { task, model, revision, chosen, version } = props;
  const { store, hub } = useModelServices();
  const { host } = useSyncExternalStore(hub.subscribe, hub.get);
  const own = useTransfers(store).filter(
    (one) => one.model.id === model && one.model.revision === (revision || 'main'),
  );
  const transfer = own.find(isMoving) ?? own.at(-1);
  const busy = transfer !== undefined && isMoving(transfer);
  const hasFailed = transfer?.state.name === 'failed';
  const wanted = { task, model, revision };
  // Of a model from this machine no host is asked.
  const byItself = model.startsWith('local/') || (chosen && !isMetered());
  const { description, ask } = useDescription(wanted, byItself, `${version} ${busy}`);
  return (
    <div className="mt-2 grid gap-2 text-xs">
      <Body {...props} description={description} host={host} ask={ask} busy={busy} hasFailed={hasFailed} />
      {transfer && transfer.state.name !== 'done' && (
        <ul aria-label="Download of this model" className="rounded-control border border-line px-2">
          <TransferItem transfer={transfer} elsewhere />
        </ul>
      )}
    </div>
  );
}

interface BodyProps extends ModelPreviewProps {
  description: ReturnType<typeof useDescription>['description'];
  host: string;
  busy: boolean;
  /** A download of it has, and leads to what helps. */
  hasFailed: boolean;
  ask(): void;
}

function Body({ description, host, ask, ...props }: BodyProps) {
  const name = new URL(host).host;
  switch (description.state) {
    case 'unasked':
      return (
        <div>
          <Button size="small" onClick={ask}>
            Show what would be fetched
          </Button>
          <p className="mt-1 text-ink-soft">Asks {name} for its list of files, and for nothing else.</p>
        </div>
      );
    case 'asking':
      return (
        <p role="status" className="text-ink-soft">
          Asking {name} for its list of files…
        </p>
      );
    case 'failed':
      return (
        <div className="grid justify-items-start gap-1.5">
          <FailureText failure={description.failure} />
          <div className="flex flex-wrap gap-2">
            <Button size="small" onClick={ask}>
              Ask again
            </Button>
            <FailureLinks code={description.failure.code} page={`${host}${props.model}`} />
          </div>
        </div>
      );
    case 'known':
      return <Known {...props} host={host} value={description.value} />;
    default:
      return description satisfies never;
  }
}

interface KnownProps extends Omit<BodyProps, 'description' | 'ask'> {
  value: ModelDescription;
}

function Known({ value, host, device, dtype, busy, hasFailed, starter, onDtype, onModel, model }: KnownProps) {
  const { store, hub } = useModelServices();
  const { token } = useSyncExternalStore(hub.subscribe, hub.get);
  const fit = useFit(value, device, dtype);
  const chosen = fit?.dtypes.find((one) => one.dtype === fit.chosen?.dtype) ?? null;
  const weights = value.model.weights.find((one) => one.dtype === chosen?.dtype);
  return (
    <>
      <About value={value} hasToken={token !== ''} />
      {value.about.gated && token === '' && !hasFailed && (
        <div className="flex flex-wrap gap-2">
          <FailureLinks code="model-gated" page={`${host}${model}`} />
        </div>
      )}
      {fit ? <VerdictLine fit={fit} chosen={chosen} /> : <p className="text-ink-soft">Looking what fits here…</p>}
      {fit && (
        <div className="flex flex-wrap gap-1.5 empty:hidden">
          {fit.chosen && chosen?.missing !== 0 && fit.spaceShort === 0 && !busy && (
            <DownloadButton
              chosen={chosen}
              onDownload={() => fit.chosen && store.download(value.model, fit.chosen.dtype)}
            />
          )}
          <SmallerButton fit={fit} isStarter={model === starter} onDtype={onDtype} onStarter={() => onModel(starter)} />
          {fit.spaceShort > 0 && (
            <a
              href={`#/models?room=${chosen?.missing ?? 0}`}
              className="inline-flex min-h-7 items-center rounded-control border border-line-strong px-2 font-medium"
            >
              Free some space
            </a>
          )}
        </div>
      )}
      {fit && <DtypeTable dtypes={fit.dtypes} asked={dtype} onDtype={onDtype} />}
      <FileList files={[...value.model.files, ...(weights?.files ?? [])]} dtype={chosen?.dtype ?? null} />
    </>
  );
}

/** Facts that its host tells. */
function About({ value: { about, model }, hasToken }: { value: ModelDescription; hasToken: boolean }) {
  const { pipelineTag, library, licence, architecture, gated } = about;
  const facts = [pipelineTag, architecture, library].filter(Boolean).join(' · ');
  return (
    <div className="text-ink-soft">
      {facts && <p className="[overflow-wrap:anywhere]">{facts}</p>}
      <p>
        {licence && `Licence: ${licence}. `}
        {gated && (
          <span className="text-warn">
            {hasToken
              ? 'Gated: the account of your token must have accepted its terms. '
              : 'Gated: its terms must be accepted, and a token set. '}
          </span>
        )}
        {model.source === 'local' && 'A model of your own, from this machine.'}
      </p>
    </div>
  );
}

function DownloadButton({ chosen, onDownload }: { chosen: DtypeFit | null; onDownload(): void }) {
  const bytes = chosen?.missing ?? null;
  return (
    <div>
      <Button size="small" onClick={onDownload}>
        <Download aria-hidden className="size-3.5" />
        Download now{bytes === null ? '' : `, ${formatBytes(bytes)}`}
      </Button>
      {isMetered() && <p className="mt-1 text-warn">This connection is metered.</p>}
    </div>
  );
}

interface SmallerButtonProps {
  fit: Fit;
  isStarter: boolean;
  onDtype(dtype: DtypeChoice): void;
  onStarter(): void;
}

/** A smaller dtype of the same model, else the starter. */
function SmallerButton({ fit, isStarter, onDtype, onStarter }: SmallerButtonProps) {
  const { smaller, verdict } = fit;
  if (smaller) {
    const bytes = fit.dtypes.find(({ dtype }) => dtype === smaller)?.bytes ?? null;
    return (
      <Button size="small" variant="primary" onClick={() => onDtype(smaller)}>
        Use a smaller one: {smaller}
        {bytes === null ? '' : `, ${formatBytes(bytes)}`}
      </Button>
    );
  }
  if (verdict !== 'fails' || isStarter) return null;
  return (
    <Button size="small" variant="primary" onClick={onStarter}>
      Use a smaller one: the starter
    </Button>
  );
}
