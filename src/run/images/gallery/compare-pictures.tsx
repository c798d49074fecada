import { useId, useState } from 'react';
import { Dialog } from '../../../ui/dialog';
import { valueWords } from '../../history/item-facts';
import { usePictureUrl } from '../picture/picture-url';
import type { Gallery } from './gallery';
import type { GalleryItem } from './gallery-item';
import { usePicture } from './use-gallery';

interface ComparePicturesProps {
  gallery: Gallery;
  newer: GalleryItem;
  older: GalleryItem;
  onClose(): void;
}

/** Two pictures over each other, with an edge between them that moves. */
export function ComparePictures({ gallery, newer, older, onClose }: ComparePicturesProps) {
  const [share, setShare] = useState(50);
  const id = useId();
  const left = usePictureUrl(usePicture(gallery, older.id));
  const right = usePictureUrl(usePicture(gallery, newer.id));
  const rows = differences(older, newer);
  return (
    <Dialog
      wide
      title="Two pictures compared"
      description="The older one is at the left of the edge, the newer one at its right."
      onClose={onClose}
    >
      <div className="grid gap-4 md:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div>
          <div
            className="relative mx-auto max-h-[60dvh] max-w-full overflow-hidden rounded-control bg-sunken"
            style={{ aspectRatio: `${older.width} / ${older.height}` }}
          >
            {right && <img src={right} alt={`Newer: ${newer.prompt}`} className="absolute inset-0 size-full" />}
            {left && (
              <img
                src={left}
                alt={`Older: ${older.prompt}`}
                className="absolute inset-0 size-full"
                style={{ clipPath: `inset(0 ${100 - share}% 0 0)` }}
              />
            )}
            <span
              aria-hidden
              className="absolute inset-y-0 w-0.5 -translate-x-1/2 bg-accent"
              style={{ left: `${share}%` }}
            />
          </div>
          <label htmlFor={id} className="sr-only">
            Edge between the pictures
          </label>
          <input
            id={id}
            type="range"
            min={0}
            max={100}
            value={share}
            aria-valuetext={`${share} % of the older picture`}
            onChange={({ target }) => setShare(Number(target.value))}
            className="mt-2 w-full accent-accent"
          />
        </div>
        {rows.length === 0 ? (
          <p>Both were asked the same.</p>
        ) : (
          <table className="w-full table-fixed self-start text-left text-xs">
            <caption className="sr-only">What differs between the two pictures</caption>
            <thead>
              <tr className="text-ink-soft">
                <th scope="col" className="py-1 pr-3 font-normal">
                  What differs
                </th>
                <th scope="col" className="py-1 pr-3 font-normal">
                  Older
                </th>
                <th scope="col" className="py-1 font-normal">
                  Newer
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map(([name, first, second]) => (
                <tr key={name} className="border-line border-t align-top">
                  <th scope="row" className="py-1 pr-3 font-medium font-mono [overflow-wrap:anywhere]">
                    {name}
                  </th>
                  <td className="py-1 pr-3 [overflow-wrap:anywhere]">{first}</td>
                  <td className="py-1 [overflow-wrap:anywhere]">{second}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </Dialog>
  );
}

function differences(a: GalleryItem, b: GalleryItem): [name: string, first: string, second: string][] {
  const factsOf = ({ prompt, asked, seed, width, height }: GalleryItem): Record<string, string> => ({
    prompt,
    model: asked.model,
    size: `${width} × ${height}`,
    ...Object.fromEntries(
      Object.entries({ ...asked.parameters, seed }).map(([name, value]) => [name, valueWords(value)]),
    ),
  });
  const first = factsOf(a);
  const second = factsOf(b);
  return [...new Set([...Object.keys(first), ...Object.keys(second)])]
    .map((name): [string, string, string] => [name, first[name] ?? '', second[name] ?? ''])
    .filter(([, x, y]) => x !== y);
}
