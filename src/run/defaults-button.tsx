import { RotateCcw, Undo2 } from 'lucide-react';
import { Button } from '../ui/button';
import { useTaskStore } from './use-task-store';

/** Sets every parameter to its default, and back again as long as none has been changed since. */
export function DefaultsButton() {
  const former = useTaskStore((state) => state.formerParameters);
  const reset = useTaskStore((state) => state.resetParameters);
  const undo = useTaskStore((state) => state.undoReset);
  const Icon = former ? Undo2 : RotateCcw;
  return (
    <Button size="small" variant="quiet" onClick={former ? undo : reset}>
      <Icon aria-hidden className="size-3.5" />
      {former ? 'Undo defaults' : 'Defaults'}
    </Button>
  );
}
