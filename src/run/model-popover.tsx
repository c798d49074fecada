import { Popover } from 'radix-ui';
import { type ReactNode, Suspense, useState } from 'react';
import { lazyPart } from '../ui/lazy-part';
import { useModelsHere } from './use-models-here';
import { useTaskStore } from './use-task-store';

const ModelList = lazyPart(() => import('./model-list'));

interface ModelPopoverProps {
  label: string;
  /** The one that is marked; empty for none. */
  chosen: string;
  onChoose(id: string): void;
  /** The `Popover.Trigger` that opens it. */
  children: ReactNode;
}

/** All models that the task can be given, over a button. */
export function ModelPopover({ label, chosen, onChoose, children }: ModelPopoverProps) {
  const models = useTaskStore((state) => state.models);
  const recent = useTaskStore((state) => state.recentModels);
  const [open, setOpen] = useState(false);
  const here = useModelsHere(open);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      {children}
      <Popover.Portal>
        <Popover.Content
          aria-label={label}
          align="start"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 w-[min(26rem,calc(100vw-1rem))] rounded-panel border border-line bg-surface shadow-pop"
        >
          <Suspense fallback={<p className="p-3 text-ink-soft text-xs">Opening…</p>}>
            <ModelList
              models={models}
              recent={recent}
              here={here}
              chosen={chosen}
              onChoose={(id) => {
                onChoose(id);
                setOpen(false);
              }}
            />
          </Suspense>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
