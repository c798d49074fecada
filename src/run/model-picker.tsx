import { ChevronDown } from 'lucide-react';
import { Popover } from 'radix-ui';
import { Suspense, useState } from 'react';
import { lazyPart } from '../ui/lazy-part';
import { useModelsHere } from './use-models-here';
import { useTaskStore } from './use-task-store';

const ModelList = lazyPart(() => import('./model-list'));

/**
 * The model's id; opened, all there are to choose from.
 * @param onChosen hears of a choice that was made here, by hand
 */
export function ModelPicker({ onChosen }: { onChosen(id: string): void }) {
  const model = useTaskStore((state) => state.draft.model);
  const models = useTaskStore((state) => state.models);
  const recent = useTaskStore((state) => state.recentModels);
  const setDraft = useTaskStore((state) => state.setDraft);
  const [open, setOpen] = useState(false);
  const here = useModelsHere(open);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger
        role="combobox"
        aria-label="model"
        className="flex min-h-8 w-full items-center justify-between gap-2 rounded-control border border-line-strong bg-surface px-2.5 text-left text-sm hover:bg-hover"
      >
        <span className="min-w-0 truncate">{model || 'Choose a model'}</span>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-ink-soft" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          aria-label="Choose a model"
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
              chosen={model}
              onChoose={(id) => {
                setDraft({ model: id, dtype: 'auto' });
                onChosen(id);
                setOpen(false);
              }}
            />
          </Suspense>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
