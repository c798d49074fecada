import { AlertDialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './button';

interface ConfirmDialogProps {
  title: string;
  /** What the button does: 'Delete'. */
  confirm: string;
  busy: boolean;
  /** Closing is left to it. */
  onConfirm(): void;
  onClose(): void;
  /** What will happen, and that it cannot be undone. */
  children: ReactNode;
}

/** Asks before something that cannot be undone. Escape and Cancel leave everything as it is; the focus is on Cancel. */
export function ConfirmDialog({ title, confirm, busy, onConfirm, onClose, children }: ConfirmDialogProps) {
  return (
    <AlertDialog.Root open onOpenChange={(open) => !open && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <AlertDialog.Content className="fixed inset-0 z-50 m-auto h-fit max-h-[calc(100dvh-1.5rem)] w-[min(calc(100vw-1rem),28rem)] overflow-y-auto rounded-panel border border-line bg-surface p-4 shadow-pop outline-none">
          <AlertDialog.Title className="font-semibold text-base [overflow-wrap:anywhere]">{title}</AlertDialog.Title>
          <AlertDialog.Description asChild>
            <div className="mt-1.5 text-ink-soft">{children}</div>
          </AlertDialog.Description>
          <div className="mt-4 flex flex-wrap justify-end gap-2">
            <AlertDialog.Cancel asChild>
              <Button>Cancel</Button>
            </AlertDialog.Cancel>
            {/* No AlertDialog.Action, which closes at once: what goes wrong is said here. */}
            <Button variant="danger" aria-disabled={busy} onClick={() => !busy && onConfirm()}>
              {confirm}
            </Button>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
