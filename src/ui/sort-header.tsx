import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react';

const ICONS = { none: ChevronsUpDown, ascending: ArrowUp, descending: ArrowDown } as const;

interface SortHeaderProps {
  title: string;
  sorted: keyof typeof ICONS;
  onSort(): void;
}

/** The head of a column of a grid; a click sorts by it. */
export function SortHeader({ title, sorted, onSort }: SortHeaderProps) {
  const Icon = ICONS[sorted];
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of a grid that is no table element
    // biome-ignore lint/a11y/useFocusableInteractive: the button in it is focusable
    <div role="columnheader" aria-sort={sorted}>
      <button
        type="button"
        onClick={onSort}
        className="inline-flex min-h-7 items-center gap-1 rounded-control hover:text-ink"
      >
        {title}
        <Icon aria-hidden className="size-3" />
      </button>
    </div>
  );
}
