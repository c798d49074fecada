import { ChevronLeft, ChevronRight, Trash2 } from 'lucide-react';
import { formatMoment } from '../../../lib/format';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { valueWords } from '../../history/item-facts';
import { PictureBar } from '../picture/picture-bar';
import { usePictureUrl } from '../picture/picture-url';
import type { Gallery } from './gallery';
import type { GalleryItem } from './gallery-item';
import { inputOf, usePicture } from './use-gallery';

interface GalleryDialogProps {
  gallery: Gallery;
  items: readonly GalleryItem[];
  id: string;
  onGo(id: string): void;
  onDelete(id: string): void;
  onClose(): void;
}

/** One kept picture with all its parameters, and the way to the ones beside it. */
export function GalleryDialog({ gallery, items, id, onGo, onDelete, onClose }: GalleryDialogProps) {
  const at = items.findIndex((item) => item.id === id);
  const item = items[at];
  const picture = usePicture(gallery, id);
  const url = usePictureUrl(picture);
  if (!item) return null;
  const newer = items[at - 1];
  const older = items[at + 1];
  return (
    <Dialog
      wide
      title={`Picture ${at + 1} of ${items.length}`}
      description={`${formatMoment(item.at)}, ${item.asked.model}, ${item.width} × ${item.height}`}
      onClose={onClose}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the two buttons inside, not a control */}
      <div
        className="grid gap-4 md:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]"
        onKeyDown={({ key }) => {
          if (key === 'ArrowLeft' && newer) onGo(newer.id);
          if (key === 'ArrowRight' && older) onGo(older.id);
        }}
      >
        <div className="min-w-0">
          {url && (
            <img
              src={url}
              alt={item.prompt}
              width={item.width}
              height={item.height}
              className="mx-auto h-auto max-h-[65dvh] w-full rounded-control bg-sunken object-contain"
            />
          )}
          <div className="mt-2 flex flex-wrap justify-between gap-2">
            <Button size="small" disabled={!newer} onClick={() => newer && onGo(newer.id)}>
              <ChevronLeft aria-hidden className="size-3.5" />
              Newer
            </Button>
            <Button size="small" variant="quiet" onClick={() => onDelete(item.id)}>
              <Trash2 aria-hidden className="size-3.5" />
              Delete
            </Button>
            <Button size="small" disabled={!older} onClick={() => older && onGo(older.id)}>
              Older
              <ChevronRight aria-hidden className="size-3.5" />
            </Button>
          </div>
        </div>
        <div className="min-w-0">
          <p dir="auto" className="[overflow-wrap:anywhere]">
            {item.prompt}
          </p>
          {picture && (
            <div className="mt-2">
              <PictureBar
                made={item}
                picture={picture}
                input={() => inputOf(gallery, item)}
                name={`picture ${at + 1}`}
                onDone={onClose}
              />
            </div>
          )}
          <ParameterTable item={item} />
        </div>
      </div>
    </Dialog>
  );
}

function ParameterTable({ item }: { item: GalleryItem }) {
  const { device, dtype, timings, versions } = item.record;
  const rows = [
    ...Object.entries({ ...item.asked.parameters, seed: item.seed }).map(
      ([name, value]) => [name, valueWords(value)] as const,
    ),
    ['device', `${device ?? ''} ${dtype ?? ''}`] as const,
    ['run_ms', String(Math.round(timings.run_ms))] as const,
    ['loupe', versions.loupe] as const,
  ];
  return (
    <table className="mt-3 w-full text-left text-xs">
      <caption className="sr-only">Parameters of the picture</caption>
      <tbody>
        {rows.map(([name, value]) => (
          <tr key={name} className="border-line border-t align-top">
            <th scope="row" className="py-1 pr-3 font-medium font-mono">
              {name}
            </th>
            <td className="py-1 [overflow-wrap:anywhere]">{value || 'none'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
