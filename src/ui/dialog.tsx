import { clsx } from 'clsx';
import { X } from 'lucide-react';
import { Dialog as RadixDialog } from 'radix-ui';
import type { ReactNode } from 'react';

interface DialogProps {
  title: string;
  /** One sentence under the title. */
  description: ReactNode;
  wide?: boolean;
  onClose(): void;
  children: ReactNode;
}

/** A window over the page, open for as long as it is rendered. Escape, a click beside it and the cross close it. */
export function Dialog({ title, description, wide = false, onClose, children }: DialogProps) {
  return (
    <RadixDialog.Root open onOpenChange={(open) => !open && onClose()}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <RadixDialog.Content
          className={clsx(
            'fixed inset-0 z-50 m-auto flex h-fit max-h-[calc(100dvh-1.5rem)] flex-col rounded-panel border border-line bg-surface shadow-pop outline-none',
            wide ? 'w-[min(calc(100vw-1rem),76rem)]' : 'w-[min(calc(100vw-1rem),42rem)]',
          )}
        >
          <header className="flex items-start justify-between gap-3 border-line border-b py-2.5 pr-2 pl-4">
            <div className="min-w-0">
              <RadixDialog.Title className="font-semibold text-base">{title}</RadixDialog.Title>
              <RadixDialog.Description asChild>
                <div className="text-ink-soft text-xs">{description}</div>
              </RadixDialog.Description>
            </div>
            <RadixDialog.Close
              aria-label="Close"
              className="grid size-8 shrink-0 place-items-center rounded-control text-ink-soft hover:bg-hover hover:text-ink"
            >
              <X aria-hidden className="size-4" />
            </RadixDialog.Close>
          </header>
          <div className="min-h-0 overflow-y-auto px-4 py-3">{children}</div>
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
