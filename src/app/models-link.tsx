import { HardDrive } from 'lucide-react';
import { Suspense, useEffect, useState } from 'react';
import type { ModelStore } from '../contract/model-store';
import { lazyPart } from '../ui/lazy-part';
import { storeOpened } from './model-store';

const TransferBadge = lazyPart(() => import('../models/transfer-badge'));

/** The way to the page of all models; downloads are seen on it while they go on. */
export function ModelsLink() {
  const [store, setStore] = useState<ModelStore | null>(null);
  useEffect(() => {
    void storeOpened.then(setStore);
  }, []);
  return (
    <a
      href="#/models"
      title="Models"
      className="flex min-h-8 min-w-8 items-center justify-center gap-1.5 rounded-control text-ink-soft hover:bg-hover hover:text-ink"
    >
      <HardDrive aria-hidden className="size-4 shrink-0" />
      <span className="sr-only">Models</span>
      <Suspense fallback={null}>{store && <TransferBadge store={store} />}</Suspense>
    </a>
  );
}
