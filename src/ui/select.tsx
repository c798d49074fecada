import { Check, ChevronDown } from 'lucide-react';
import { Select as RadixSelect } from 'radix-ui';

export interface SelectOption {
  value: string;
  label: string;
  hint?: string;
}

interface SelectProps {
  id?: string;
  /** Read out where no visible label is tied to `id`. */
  label: string;
  value: string;
  options: readonly SelectOption[];
  onChange(value: string): void;
  describedBy?: string | undefined;
}

export function Select({ id, label, value, options: offered, onChange, describedBy }: SelectProps) {
  // A value from elsewhere (a link, another model) stays visible though it cannot be chosen.
  const options = offered.some((option) => option.value === value)
    ? offered
    : [...offered, { value, label: `${value} (not available)` }];
  return (
    <RadixSelect.Root value={value} onValueChange={onChange}>
      <RadixSelect.Trigger
        id={id}
        aria-label={id ? undefined : label}
        aria-describedby={describedBy}
        className="flex min-h-8 w-full items-center justify-between gap-2 rounded-control border border-line-strong bg-surface px-2.5 text-left text-sm hover:bg-hover"
      >
        <span className="truncate">
          <RadixSelect.Value />
        </span>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-ink-soft" />
      </RadixSelect.Trigger>
      <RadixSelect.Portal>
        <RadixSelect.Content
          position="popper"
          sideOffset={4}
          className="z-50 max-h-80 min-w-(--radix-select-trigger-width) max-w-[min(24rem,calc(100vw-2rem))] overflow-hidden rounded-panel border border-line bg-surface p-1 shadow-pop"
        >
          <RadixSelect.Viewport>
            {options.map((option) => (
              <RadixSelect.Item
                key={option.value}
                value={option.value}
                className="relative cursor-pointer rounded-control py-1.5 pr-2 pl-7 text-sm outline-none data-highlighted:bg-accent-soft"
              >
                <RadixSelect.ItemIndicator className="absolute top-2 left-2">
                  <Check aria-hidden className="size-4" />
                </RadixSelect.ItemIndicator>
                <RadixSelect.ItemText>{option.label}</RadixSelect.ItemText>
                {option.hint && <span className="block text-ink-soft text-xs">{option.hint}</span>}
              </RadixSelect.Item>
            ))}
          </RadixSelect.Viewport>
        </RadixSelect.Content>
      </RadixSelect.Portal>
    </RadixSelect.Root>
  );
}
