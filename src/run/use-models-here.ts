import { useEffect, useState } from 'react';
import { useModelServicesIfAny } from '../models/model-services';
import { useTaskStore } from './use-task-store';

/** Ids of models of other makers that are stored on this machine for the open task, or for nobody knows what. */
export function useModelsHere(wanted: boolean): readonly string[] {
  const store = useModelServicesIfAny()?.store;
  const task = useTaskStore((state) => state.task.id);
  const [ids, setIds] = useState<readonly string[]>([]);
  useEffect(() => {
    if (!wanted || !store) return;
    let gone = false;
    void store.list().then((models) => {
      const own = models.filter(({ starter, tasks }) => !starter && (tasks.length === 0 || tasks.includes(task)));
      if (!gone) setIds([...new Set(own.map(({ id }) => id))]);
    });
    return () => {
      gone = true;
    };
  }, [wanted, store, task]);
  return ids;
}
