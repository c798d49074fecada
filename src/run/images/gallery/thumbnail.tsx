import { useEffect, useRef, useState } from 'react';
import { usePictureUrl } from '../picture/picture-url';
import type { Gallery } from './gallery';
import type { GalleryItem } from './gallery-item';
import { usePicture } from './use-gallery';

interface ThumbnailProps {
  gallery: Gallery;
  item: GalleryItem;
  onOpen(): void;
}

/** One kept picture, small. Its bytes are read when it comes into sight, and let go when it leaves. */
export function Thumbnail({ gallery, item, onOpen }: ThumbnailProps) {
  const box = useRef<HTMLButtonElement>(null);
  const inSight = useInSight(box);
  const url = usePictureUrl(usePicture(gallery, inSight ? item.id : null));
  return (
    <button
      ref={box}
      type="button"
      onClick={onOpen}
      aria-label={`Open: ${item.prompt || 'no prompt'}, seed ${item.seed}`}
      className="block aspect-square w-full overflow-hidden rounded-control border border-line bg-sunken hover:border-line-strong"
    >
      {url && <img src={url} alt="" decoding="async" className="size-full object-cover" />}
    </button>
  );
}

/** Whether an element is in sight, or nearly. */
function useInSight(box: React.RefObject<HTMLElement | null>): boolean {
  const [inSight, setInSight] = useState(false);
  useEffect(() => {
    if (!box.current) return;
    const observer = new IntersectionObserver(([entry]) => setInSight(entry?.isIntersecting ?? false), {
      rootMargin: '300px',
    });
    observer.observe(box.current);
    return () => observer.disconnect();
  }, [box]);
  return inSight;
}
