import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { StoredModel } from '../contract/model-store';
import { formatBytes, formatMoment } from '../lib/format';
import { formatAgo } from '../lib/format-ago';
import { Button } from '../ui/button';
import { DeleteDialog, type DeleteTarget } from './delete-dialog';
import { MaintenanceNote, useMaintenance } from './maintenance';
import { UseModelButton } from './use-model-button';

const BADGES: Record<StoredModel['source'], string> = { starter: 'starter', hub: 'Hub', local: 'own files' };

/** One model of the store, with everything that can be done with it. */
export function StoredModelCard({ model }: { model: StoredModel }) {
  const { id, source, starter } = model;
  const [deleting, setDeleting] = useState<DeleteTarget | null>(null);
  const { work, check, lookForUpdate, update, exportZip } = useMaintenance(model);
  const busy = work.state === 'busy';
  return (
    <li className="rounded-panel border border-line bg-surface px-4 py-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h3 className="min-w-0 font-mono font-semibold text-sm [overflow-wrap:anywhere]">{id}</h3>
        <p className="flex items-baseline gap-2">
          <span className="rounded-full border border-line px-2 text-2xs text-ink-soft">{BADGES[source]}</span>
          <span className="font-semibold tabular-nums">{formatBytes(model.bytes)}</span>
        </p>
      </div>
      <Facts model={model} />
      {starter && (
        <p className="mt-1 text-ink-soft text-xs">
          It comes with Loupe: deleted, it comes back by itself when it is used.
        </p>
      )}
      <Dtypes model={model} onDelete={setDeleting} />
      <div className="mt-2.5 flex flex-wrap gap-1.5">
        <UseModelButton model={model} />
        <Button size="small" aria-disabled={busy} aria-label={`Check ${id} again`} onClick={check}>
          Check again
        </Button>
        {source === 'hub' && (
          <Button size="small" aria-disabled={busy} aria-label={`Look for an update of ${id}`} onClick={lookForUpdate}>
            Look for an update
          </Button>
        )}
        {model.dtypes.some(({ complete }) => complete) && (
          <Button size="small" aria-disabled={busy} aria-label={`Export ${id} as zip`} onClick={exportZip}>
            Export as zip
          </Button>
        )}
        <Button size="small" variant="danger" aria-label={`Delete ${id}`} onClick={() => setDeleting({ model })}>
          Delete
        </Button>
      </div>
      <MaintenanceNote work={work} onUpdate={update} />
      {deleting && <DeleteDialog targets={[deleting]} onClose={() => setDeleting(null)} />}
    </li>
  );
}

function Facts({ model: { lastUsed, from, revision, commit, source } }: { model: StoredModel }) {
  const facts: [string, string, string?][] = [
    ['last used', formatAgo(lastUsed, Date.now()), formatMoment(lastUsed)],
    ['from', from],
    ...(source === 'hub' && revision ? [['revision', revision] as [string, string]] : []),
    ...(commit && commit !== revision ? [['commit', commit.slice(0, 10), commit] as [string, string, string]] : []),
  ];
  return (
    <dl className="mt-1 flex flex-wrap gap-x-4 gap-y-0.5 text-xs">
      {facts.map(([name, value, title]) => (
        <div key={name} className="flex min-w-0 gap-1.5">
          <dt className="shrink-0 text-ink-soft">{name}</dt>
          <dd title={title} className="[overflow-wrap:anywhere]">
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface DtypesProps {
  model: StoredModel;
  onDelete(target: DeleteTarget): void;
}

function Dtypes({ model, onDelete }: DtypesProps) {
  const several = model.dtypes.length > 1;
  if (model.dtypes.length === 0) {
    return <p className="mt-1 text-ink-soft text-xs">No weights are here: only its configuration, or parts of it.</p>;
  }
  return (
    <ul aria-label={`Dtypes of ${model.id}`} className="mt-2 flex flex-wrap gap-1.5">
      {model.dtypes.map(({ dtype, bytes, complete }) => (
        <li key={dtype} className="flex items-center gap-1.5 rounded-control border border-line pl-2 text-xs">
          <span className="font-mono">{dtype}</span>
          <span className="py-1 pr-2 text-ink-soft tabular-nums">
            {formatBytes(bytes)}
            {!complete && <span className="text-warn"> · not complete</span>}
          </span>
          {several && (
            <button
              type="button"
              aria-label={`Delete ${dtype} of ${model.id}`}
              title={`Delete ${dtype} alone`}
              onClick={() => onDelete({ model, dtype })}
              className="grid size-7 place-items-center rounded-control text-ink-soft hover:bg-hover hover:text-danger"
            >
              <Trash2 aria-hidden className="size-3.5" />
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
