import { Suspense } from 'react';
import { lazyPart } from '../../ui/lazy-part';

const GridCard = lazyPart(() => import('./grid/grid-card'));
const GalleryCard = lazyPart(() => import('./gallery/gallery-card'));

/** What stands beneath the result of both picture tasks. */
export function ImageTools() {
  return (
    <Suspense>
      <GridCard />
      <GalleryCard />
    </Suspense>
  );
}
