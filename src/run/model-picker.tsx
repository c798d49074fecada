import { ChevronDown } from 'lucide-react';
import { Popover } from 'radix-ui';
import { ModelPopover } from './model-popover';
import { useTaskStore } from './use-task-store';

/**
 * The model's id; opened, all there are to choose from.
 * @param onChosen hears of a choice that was made here, by hand
 */
export function ModelPicker({ onChosen }: { onChosen(id: string): void }) {
  const model = useTaskStore((state) => state.draft.model);
  const setDraft = useTaskStore((state) => state.setDraft);
  return (
    <ModelPopover
      label="Choose a model"
      chosen={model}
      onChoose={(id) => {
        setDraft({ model: id, dtype: 'auto' });
        onChosen(id);
      }}
    >
      <Popover.Trigger
        role="combobox"
        aria-label="model"
        className="flex min-h-8 w-full items-center justify-between gap-2 rounded-control border border-line-strong bg-surface px-2.5 text-left text-sm hover:bg-hover"
      >
        <span className="min-w-0 truncate">{model || 'Choose a model'}</span>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-ink-soft" />
      </Popover.Trigger>
    </ModelPopover>
  );
}
