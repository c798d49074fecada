import { useCallback, useEffect, useState } from 'react';
import type { InputValues } from '../../../contract/task';
import { useTaskStore } from '../../use-task-store';
import type { Gallery } from './gallery';
import type { GalleryItem } from './gallery-item';

/** The kept pictures, newest first; null while they are being read. Follows runs and other browser tabs. */
export function useGallery() {
  const gallery = useTaskStore((state) => state.gallery);
  const [items, setItems] = useState<GalleryItem[] | null>(null);
  const [lasting, setLasting] = useState(true);
  const [discarded, setDiscarded] = useState<readonly string[]>([]);
  useEffect(() => {
    let wanted = true;
    const read = () => void gallery.list().then((list) => wanted && setItems(list));
    read();
    void gallery.lasting().then((lasts) => wanted && setLasting(lasts));
    const unsubscribe = gallery.subscribe(read);
    return () => {
      wanted = false;
      unsubscribe();
    };
  }, [gallery]);
  const discard = useCallback(
    async (ids: readonly string[]) => {
      await gallery.discard(ids);
      setDiscarded(ids);
    },
    [gallery],
  );
  const undo = useCallback(async () => {
    await gallery.restore(discarded);
    setDiscarded([]);
  }, [gallery, discarded]);
  return { gallery, items, lasting, discarded: discarded.length, discard, undo };
}

/** The bytes of a picture; null while they are read, and where they are gone. */
export function usePicture(gallery: Gallery, id: string | null): Blob | null {
  const [found, setFound] = useState<{ id: string; picture: Blob | null } | null>(null);
  useEffect(() => {
    if (id === null) return;
    let wanted = true;
    void gallery.picture(id).then((picture) => wanted && setFound({ id, picture }));
    return () => {
      wanted = false;
    };
  }, [gallery, id]);
  return found?.id === id ? found.picture : null;
}

/** The inputs of a picture's run, with the pictures that it was made from, as far as they are still there. */
export async function inputOf(gallery: Gallery, { asked, sources }: GalleryItem): Promise<InputValues> {
  const pictures = await Promise.all(
    Object.entries(sources).map(async ([name, key]) => [name, await gallery.picture(key)] as const),
  );
  return { ...asked.input, ...Object.fromEntries(pictures) };
}
