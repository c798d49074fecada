import { useCallback, useEffect, useState } from 'react';
import { useTaskStore } from '../use-task-store';
import type { HistoryEntry, HistoryItem } from './history-entry';

/** The runs of the open tab, newest first; null while they are being read. Follows other browser tabs. */
export function useHistory() {
  const history = useTaskStore((state) => state.history);
  const task = useTaskStore((state) => state.task.id);
  const [items, setItems] = useState<HistoryItem[] | null>(null);
  const [cleared, setCleared] = useState<HistoryEntry[]>([]);
  useEffect(() => {
    let wanted = true;
    const read = () => void history.list(task).then((list) => wanted && setItems(list));
    read();
    const unsubscribe = history.subscribe(read);
    return () => {
      wanted = false;
      unsubscribe();
    };
  }, [history, task]);
  const clear = useCallback(async () => {
    setCleared(await history.remove((items ?? []).map(({ id }) => id)));
  }, [history, items]);
  const undo = useCallback(async () => {
    await history.add(cleared);
    setCleared([]);
  }, [history, cleared]);
  return { items, cleared: cleared.length, clear, undo };
}
