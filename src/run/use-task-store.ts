import { createContext, useContext } from 'react';
import { type StoreApi, useStore } from 'zustand';
import type { TaskStore } from './run-store';

/** The store of the tab that is open. */
export const TaskStoreContext = createContext<StoreApi<TaskStore> | null>(null);

/** A part of the open tab's state; the component renders again when that part changes. */
export function useTaskStore<T>(select: (state: TaskStore) => T): T {
  const store = useContext(TaskStoreContext);
  if (!store) throw new Error('useTaskStore needs a TaskStoreContext above it');
  return useStore(store, select);
}
