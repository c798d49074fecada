import { Columns2, FolderDown, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { formatAmount, formatCount } from '../../../lib/format';
import { saveFile } from '../../../lib/save-file';
import { Button } from '../../../ui/button';
import { Callout } from '../../../ui/callout';
import { UndoNotice } from '../../../ui/undo-notice';
import { ComparePictures } from './compare-pictures';
import { GalleryDialog } from './gallery-dialog';
import type { GalleryItem } from './gallery-item';
import { Thumbnail } from './thumbnail';
import { useGallery } from './use-gallery';

/** Shown before somebody asks for more. */
const SHOWN = 60;

/** Every finished picture, kept in this browser. */
export default function GalleryCard() {
  const { gallery, items, lasting, discarded, discard, undo } = useGallery();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [opened, setOpened] = useState<string | null>(null);
  const [comparing, setComparing] = useState(false);
  const [shown, setShown] = useState(SHOWN);
  if (!items || (items.length === 0 && discarded === 0)) return null;
  const picked = items.filter(({ id }) => chosen.includes(id));
  const [first, second] = picked;
  const toggle = (id: string) =>
    setChosen(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]);
  const remove = async (ids: readonly string[]) => {
    await discard(ids);
    setChosen([]);
    setOpened(null);
  };
  const which = picked.length > 0 ? picked : items;
  const words = picked.length > 0 ? formatCount(picked.length) : 'all';
  return (
    <section aria-label="Gallery" className="rounded-panel border border-line bg-surface">
      <header className="flex flex-wrap items-center justify-between gap-x-2 border-line border-b py-1.5 pr-2 pl-4">
        <h2 className="font-semibold">
          Gallery <span className="font-normal text-ink-soft text-xs">{formatAmount(items.length, 'picture')}</span>
        </h2>
        <div className="flex flex-wrap">
          <Button size="small" variant="quiet" disabled={picked.length !== 2} onClick={() => setComparing(true)}>
            <Columns2 aria-hidden className="size-3.5" />
            Compare
          </Button>
          <ExportButton items={which} words={words} picture={(id) => gallery.picture(id)} />
          <Button
            size="small"
            variant="quiet"
            disabled={items.length === 0}
            onClick={() => void remove(which.map(({ id }) => id))}
          >
            <Trash2 aria-hidden className="size-3.5" />
            Delete {words}
          </Button>
        </div>
      </header>
      <div className="grid gap-3 p-4">
        {!lasting && (
          <Callout tone="warn">This browser stores no files here: these pictures last as long as the page.</Callout>
        )}
        {discarded > 0 && (
          <UndoNotice onUndo={() => void undo()}>{`${formatAmount(discarded, 'picture')} deleted.`}</UndoNotice>
        )}
        <ul
          aria-label="Kept pictures"
          className="grid grid-cols-[repeat(auto-fill,minmax(5.5rem,1fr))] gap-2 sm:grid-cols-[repeat(auto-fill,minmax(7rem,1fr))]"
        >
          {items.slice(0, shown).map((item) => (
            <li key={item.id} className="relative">
              <Thumbnail gallery={gallery} item={item} onOpen={() => setOpened(item.id)} />
              <label className="absolute top-0 left-0 grid size-7 place-items-center">
                <input
                  type="checkbox"
                  aria-label={`Choose: ${item.prompt || 'no prompt'}, seed ${item.seed}`}
                  checked={chosen.includes(item.id)}
                  onChange={() => toggle(item.id)}
                  className="size-4 accent-accent"
                />
              </label>
            </li>
          ))}
        </ul>
        {items.length > shown && (
          <Button size="small" className="justify-self-center" onClick={() => setShown(shown + 4 * SHOWN)}>
            Show more of {formatCount(items.length)}
          </Button>
        )}
      </div>
      {opened && (
        <GalleryDialog
          gallery={gallery}
          items={items}
          id={opened}
          onGo={setOpened}
          onDelete={(id) => void remove([id])}
          onClose={() => setOpened(null)}
        />
      )}
      {comparing && first && second && (
        <ComparePictures gallery={gallery} newer={first} older={second} onClose={() => setComparing(false)} />
      )}
    </section>
  );
}

interface ExportButtonProps {
  items: readonly GalleryItem[];
  words: string;
  picture(id: string): Promise<Blob | null>;
}

function ExportButton({ items, words, picture }: ExportButtonProps) {
  const [state, setState] = useState<'ready' | 'busy' | 'failed'>('ready');
  const save = async () => {
    setState('busy');
    try {
      const { zipGallery } = await import('./zip-gallery');
      saveFile(await zipGallery(items, picture), 'loupe-gallery.zip');
      setState('ready');
    } catch {
      setState('failed');
    }
  };
  return (
    <Button
      size="small"
      variant="quiet"
      disabled={items.length === 0}
      aria-disabled={state === 'busy'}
      onClick={() => state !== 'busy' && void save()}
    >
      <FolderDown aria-hidden className="size-3.5" />
      <span aria-live="polite">
        {state === 'busy' ? 'Packing…' : state === 'failed' ? 'The zip could not be made' : `Export ${words}`}
      </span>
    </Button>
  );
}
