import { useState } from 'react';
import type { Space, StoredModel } from '../contract/model-store';
import { formatBytes } from '../lib/format';
import { formatAgo } from '../lib/format-ago';
import { parseHash } from '../lib/permalink';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { UsageBar } from '../ui/usage-bar';
import { DeleteDialog } from './delete-dialog';
import { bytesToFree, leastRecentlyUsed } from './least-recently-used';
import { useModelServices } from './model-services';
import type { StoreView } from './use-store';

const KIND_WORDS: Record<Space['kind'], string> = {
  opfs: 'on the disk, in this browser’s private file system (OPFS)',
  cache: 'on the disk, in this browser’s Cache Storage: downloads that break off begin anew',
  memory: 'in memory alone, until this page is closed: this browser forbids storage (a private window, perhaps)',
};

/** How much storage is taken, whether it is promised, and what to give up when it is short. */
export function SpaceSection({ view: { models, space } }: { view: StoreView }) {
  // A preview leads here with the bytes that its model needs.
  const [room] = useState(() => Number(parseHash(location.hash)?.query.get('room')) || 0);
  if (!space) return null;
  const wanted = bytesToFree(space, room);
  const { usage, quota, kind } = space;
  const words = usage === null || quota === null ? null : `${formatBytes(usage)} of ${formatBytes(quota)}`;
  return (
    <section aria-labelledby="space">
      <h2 id="space" className="font-semibold text-base">
        Storage
      </h2>
      <div className="mt-2 grid gap-2.5">
        {words && usage !== null && quota ? (
          <>
            <UsageBar label="Storage in use" share={usage / quota} words={words} short={wanted > 0} />
            <p>
              {words} in use, {formatBytes(Math.max(0, quota - usage))} free.{' '}
              <span className="text-ink-soft">
                {shareWords(models, usage)}
                Files lie {KIND_WORDS[kind]}.
              </span>
            </p>
          </>
        ) : (
          <p>
            This browser does not say how much may be stored.{' '}
            <span className="text-ink-soft">Files lie {KIND_WORDS[kind]}.</span>
          </p>
        )}
        {kind !== 'memory' && <Persistence persisted={space.persisted} />}
        {wanted > 0 && <ShortSpace models={models ?? []} wanted={wanted} />}
      </div>
    </section>
  );
}

/** What is used beside the models: the app keeps itself for offline use. Browsers' own figures are not to the byte. */
function shareWords(models: readonly StoredModel[] | null, usage: number): string {
  const bytes = models?.reduce((sum, model) => sum + model.bytes, 0) ?? 0;
  return bytes > 0 && bytes < usage
    ? `Models take ${formatBytes(bytes)}; the rest is Loupe itself, for use without a network, and what you made in it. `
    : '';
}

/** Storage is cleared by the browser when the disk runs full, unless it has promised not to. */
function Persistence({ persisted }: { persisted: boolean }) {
  const { store } = useModelServices();
  const [asked, setAsked] = useState<'no' | 'asking' | 'refused'>('no');
  if (persisted) return <p className="text-ink-soft">The browser keeps it until you delete it.</p>;
  const ask = async () => {
    setAsked('asking');
    setAsked((await store.persist()) ? 'no' : 'refused');
  };
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
      <p className="text-ink-soft" role="status">
        {asked === 'refused'
          ? 'The browser did not promise to keep it. Installing Loupe, or a bookmark, often changes its mind.'
          : 'The browser may clear it when the disk runs full.'}
      </p>
      <Button size="small" aria-disabled={asked === 'asking'} onClick={() => void ask()}>
        {asked === 'refused' ? 'Ask again' : 'Ask to keep it'}
      </Button>
    </div>
  );
}

function ShortSpace({ models, wanted }: { models: readonly StoredModel[]; wanted: number }) {
  const [deleting, setDeleting] = useState<readonly StoredModel[] | null>(null);
  const offered = leastRecentlyUsed(models, wanted);
  const freed = offered.reduce((sum, { bytes }) => sum + bytes, 0);
  if (offered.length === 0) {
    return (
      <Callout tone="warn">
        Storage is short, and there is no model here whose deletion would help. Free space on the disk itself.
      </Callout>
    );
  }
  return (
    <Callout
      tone="warn"
      actions={
        offered.length > 1 && (
          <Button size="small" variant="danger" onClick={() => setDeleting(offered)}>
            Delete all {offered.length}, free {formatBytes(freed)}
          </Button>
        )
      }
    >
      <p>Storage is short: {formatBytes(wanted)} more should be free. Least recently used, and first to go:</p>
      <ul className="mt-1.5 grid gap-1.5">
        {offered.map((model) => (
          <li key={model.key} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="min-w-0 font-mono text-xs [overflow-wrap:anywhere]">{model.id}</span>
            <span className="text-ink-soft text-xs">last used {formatAgo(model.lastUsed, Date.now())}</span>
            <Button
              size="small"
              aria-label={`Free ${formatBytes(model.bytes)}: delete ${model.id}`}
              onClick={() => setDeleting([model])}
            >
              Free {formatBytes(model.bytes)}
            </Button>
          </li>
        ))}
      </ul>
      {deleting && <DeleteDialog targets={deleting.map((model) => ({ model }))} onClose={() => setDeleting(null)} />}
    </Callout>
  );
}
