import { useEffect, useState } from 'react';
import type { ModelStore, Space, StoredModel, Transfer } from '../contract/model-store';
import { isMoving } from '../lib/transfer-words';

/** Progress comes many times a second; lists and figures are read again at most this often. */
const CALM_MS = 500;

export interface StoreView {
  /** Null until they were read. */
  models: readonly StoredModel[] | null;
  space: Space | null;
}

/** What lies in the store, read again when it has changed. */
export function useStoreView(store: ModelStore): StoreView {
  const [view, setView] = useState<StoreView>({ models: null, space: null });
  useEffect(() => {
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = async () => {
      const [models, space] = await Promise.all([store.list(), store.space()]);
      if (!gone) setView({ models, space });
    };
    const unsubscribe = store.subscribe(() => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void read();
      }, CALM_MS);
    });
    void read();
    return () => {
      gone = true;
      unsubscribe();
      clearTimeout(timer);
    };
  }, [store]);
  return view;
}

/** The downloads of this page, and those that wait to be gone on with. */
export function useTransfers(store: ModelStore): readonly Transfer[] {
  const [transfers, setTransfers] = useState(() => store.transfers());
  useEffect(() => {
    const read = () => setTransfers(store.transfers());
    read();
    return store.subscribe(read);
  }, [store]);
  return transfers;
}

/** How many downloads are under way. */
export const useMovingCount = (store: ModelStore): number => useTransfers(store).filter(isMoving).length;

/** Milliseconds since 1970, once a second while something counts down. */
export function useNow(ticking: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!ticking) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [ticking]);
  return now;
}
