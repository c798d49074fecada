import type { StoredModel } from '../contract/model-store';
import { Button } from '../ui/button';
import { Menu, MenuEntry } from '../ui/menu';
import { useModelServices } from './model-services';

/** Opens the tab of the model's task with the model chosen. Where the task is not known, or there are several, it asks. */
export function UseModelButton({ model: { id, revision, source, tasks: known } }: { model: StoredModel }) {
  const { tasks, chooseModel, openTask } = useModelServices();
  const own = tasks.filter((task) => known.includes(task.id));
  const offered = own.length > 0 ? own : tasks;
  const choice = { model: id, ...(source === 'hub' && revision !== 'main' ? { revision } : {}) };
  const use = (task: string) => {
    chooseModel(task, choice);
    openTask(task);
  };
  const [only] = offered;
  if (only && offered.length === 1) {
    return (
      <Button size="small" variant="primary" onClick={() => use(only.id)}>
        Use in {only.title}
      </Button>
    );
  }
  return (
    <Menu label="Use in…" note={own.length > 0 ? undefined : 'Nobody has said what it is for; choose.'}>
      {offered.map((task) => (
        <MenuEntry key={task.id} onChoose={() => use(task.id)}>
          {task.title}
        </MenuEntry>
      ))}
    </Menu>
  );
}
