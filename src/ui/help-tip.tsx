import { CircleHelp } from 'lucide-react';
import { Popover } from 'radix-ui';

/** A question mark that opens a short explanation; a popover, so that touch and keyboard reach it too. */
export function HelpTip({ subject, text }: { subject: string; text: string }) {
  return (
    <Popover.Root>
      <Popover.Trigger
        aria-label={`What ${subject} does`}
        className="inline-grid size-6 place-items-center rounded-full text-ink-soft hover:bg-hover hover:text-ink"
      >
        <CircleHelp aria-hidden className="size-3.5" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          aria-label={`What ${subject} does`}
          side="top"
          collisionPadding={12}
          className="z-50 max-w-72 rounded-panel border border-line bg-surface p-3 text-sm shadow-pop"
        >
          {text}
          <Popover.Arrow className="fill-line" />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
