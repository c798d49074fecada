import { Dialog } from '../../../ui/dialog';
import { Thumbnail } from './thumbnail';
import { useGallery } from './use-gallery';

/** Chooses one of the kept pictures. */
export default function GalleryPicker({ onPicture, onClose }: { onPicture(picture: Blob): void; onClose(): void }) {
  const { gallery, items } = useGallery();
  const choose = async (id: string) => {
    const picture = await gallery.picture(id);
    if (picture) onPicture(picture);
  };
  return (
    <Dialog wide title="From the gallery" description="The pictures that were made here." onClose={onClose}>
      {items?.length === 0 && <p className="py-4 text-ink-soft">No picture has been made here yet.</p>}
      <ul aria-label="Kept pictures" className="grid grid-cols-[repeat(auto-fill,minmax(6rem,1fr))] gap-2">
        {items?.map((item) => (
          <li key={item.id}>
            <Thumbnail gallery={gallery} item={item} onOpen={() => void choose(item.id)} />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
