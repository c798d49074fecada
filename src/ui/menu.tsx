import { ChevronDown } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './button';

interface MenuProps {
  label: string;
  icon?: ReactNode;
  /** One sentence above the entries. */
  note?: string | undefined;
  variant?: 'quiet';
  onOpenChange?(open: boolean): void;
  children: ReactNode;
}

/** A button that opens a list of things to do. */
export function Menu({ label, icon, note, variant, onOpenChange, children }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false} {...(onOpenChange ? { onOpenChange } : {})}>
      <DropdownMenu.Trigger asChild>
        <Button size="small" {...(variant ? { variant } : {})}>
          {icon}
          {label}
          <ChevronDown aria-hidden className="size-3" />
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) w-[min(20rem,calc(100vw-1rem))] overflow-y-auto rounded-panel border border-line bg-surface p-1 shadow-pop"
        >
          {note && <DropdownMenu.Label className="px-2 py-1.5 text-ink-soft text-xs">{note}</DropdownMenu.Label>}
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

interface MenuEntryProps {
  onChoose(): void;
  /** Beneath the entry, smaller. */
  hint?: string;
  children: ReactNode;
}

export function MenuEntry({ onChoose, hint, children }: MenuEntryProps) {
  return (
    <DropdownMenu.Item
      onSelect={onChoose}
      className="cursor-pointer rounded-control px-2 py-1.5 text-sm outline-none data-highlighted:bg-accent-soft"
    >
      {children}
      {hint && <span className="block text-ink-soft text-xs">{hint}</span>}
    </DropdownMenu.Item>
  );
}

interface MenuLinkProps {
  href: string;
  hint?: string;
  children: ReactNode;
}

/** An entry that is a link: it can be copied and opened in another tab of the browser. */
export function MenuLink({ href, hint, children }: MenuLinkProps) {
  return (
    <DropdownMenu.Item asChild>
      <a href={href} className="block rounded-control px-2 py-1.5 text-sm outline-none data-highlighted:bg-accent-soft">
        {children}
        {hint && <span className="block text-ink-soft text-xs">{hint}</span>}
      </a>
    </DropdownMenu.Item>
  );
}
