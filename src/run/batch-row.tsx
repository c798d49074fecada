import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { ROW_TOGGLE } from './use-row-keys';

interface BatchRowProps {
  /** Among the rows shown. */
  position: number;
  /** In the input, from 1. */
  number: number;
  text: string;
  cells: readonly { title: string; text: string | number }[];
  /** The one row that Tab reaches; the arrow keys go on from it. */
  active: boolean;
  detail: ReactNode;
  onFocus(): void;
  onToggle(): void;
}

/** One item of a batch: its text in one line and its main figures; opened, everything. */
export function BatchRow({ position, number, text, cells, active, detail, onFocus, onToggle }: BatchRowProps) {
  const open = detail !== null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of a grid that is no table element
    // biome-ignore lint/a11y/useFocusableInteractive: the button in it is focusable
    <div role="row" aria-rowindex={position + 2} className="border-line border-b">
      <div
        role="presentation"
        className="relative flex flex-wrap items-center gap-x-4 py-1.5 hover:bg-hover @lg:grid @lg:grid-cols-(--columns)"
      >
        {/* biome-ignore lint/a11y/useSemanticElements: as above */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: as above */}
        <div role="gridcell" className="w-full min-w-0 @lg:w-auto">
          <button
            type="button"
            {...{ [ROW_TOGGLE]: position }}
            aria-expanded={open}
            tabIndex={active ? 0 : -1}
            onFocus={onFocus}
            onClick={onToggle}
            className="flex w-full min-w-0 items-center gap-2 text-left after:absolute after:inset-0"
          >
            <ChevronRight
              aria-hidden
              className={open ? 'size-3.5 shrink-0 rotate-90 text-ink-soft' : 'size-3.5 shrink-0 text-ink-soft'}
            />
            <span className="shrink-0 font-mono text-2xs text-ink-soft tabular-nums">{number}</span>
            <span dir="auto" className={open ? 'whitespace-pre-wrap [overflow-wrap:anywhere]' : 'truncate'}>
              {open ? text : text.slice(0, SHOWN_CLOSED)}
            </span>
          </button>
        </div>
        {cells.map((cell, index) => (
          // biome-ignore lint/a11y/useSemanticElements: as above
          // biome-ignore lint/a11y/useFocusableInteractive: as above
          <div
            key={cell.title}
            role="gridcell"
            className={
              index === 0 ? 'truncate pl-5.5 font-medium @lg:pl-0' : 'truncate text-ink-soft text-xs tabular-nums'
            }
          >
            {cell.text}
          </div>
        ))}
      </div>
      {open && (
        // biome-ignore lint/a11y/useSemanticElements: as above
        // biome-ignore lint/a11y/useFocusableInteractive: as above
        <div role="gridcell" aria-colspan={cells.length + 1} className="px-5.5 pt-1 pb-3">
          {detail}
        </div>
      )}
    </div>
  );
}

/** More than a line has room for. */
const SHOWN_CLOSED = 300;
