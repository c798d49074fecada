import type { ReactNode } from 'react';

/** A small thing to click: an example, a suggestion. */
export function Chip({ onClick, children }: { onClick(): void; children: ReactNode }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="min-h-7 rounded-full border border-line bg-surface px-3 text-xs hover:border-line-strong hover:bg-hover"
    >
      {children}
    </button>
  );
}
