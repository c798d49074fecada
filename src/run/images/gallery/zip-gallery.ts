import { downloadZip } from 'client-zip';
import type { GalleryItem } from './gallery-item';

/** Pictures with their settings beside them, as one zip. Read one after the other: hundreds need not fit into memory. */
export async function zipGallery(
  items: readonly GalleryItem[],
  picture: (id: string) => Promise<Blob | null>,
): Promise<Blob> {
  const files = async function* () {
    for (const [index, item] of items.entries()) {
      const found = await picture(item.id);
      if (!found) continue;
      const name = fileName(item, items.length - index);
      const lastModified = new Date(item.at);
      yield { name: `${name}.png`, input: found, lastModified };
      const settings = { seed: item.seed, width: item.width, height: item.height, run: item.record };
      yield { name: `${name}.json`, input: JSON.stringify(settings, null, 2), lastModified };
    }
  };
  return downloadZip(files()).blob();
}

/** Numbered, so that the order stays and no name comes twice: '007-a-red-house-123'. */
function fileName({ prompt, seed }: GalleryItem, number: number): string {
  const words = prompt
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 50);
  return [String(number).padStart(3, '0'), words, seed].filter((part) => part !== '').join('-');
}
