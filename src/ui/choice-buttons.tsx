import { clsx } from 'clsx';
import { ToggleGroup } from 'radix-ui';

interface ChoiceButtonsProps<T extends string> {
  label: string;
  value: T;
  options: readonly { value: T; label: string; title?: string }[];
  onChange(value: T): void;
}

/** One of a few, all of them in sight. */
export function ChoiceButtons<T extends string>({ label, value, options, onChange }: ChoiceButtonsProps<T>) {
  return (
    <ToggleGroup.Root
      type="single"
      value={value}
      // An empty value: the one that is chosen was clicked again.
      onValueChange={(next) => next !== '' && onChange(next as T)}
      aria-label={label}
      className="inline-flex flex-wrap rounded-control border border-line-strong bg-surface p-0.5"
    >
      {options.map((option) => (
        <ToggleGroup.Item
          key={option.value}
          value={option.value}
          title={option.title}
          className={clsx(
            'min-h-7 rounded-[0.25rem] px-2.5 font-medium text-ink-soft text-xs hover:text-ink',
            'data-[state=on]:bg-accent-soft data-[state=on]:text-ink',
          )}
        >
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
