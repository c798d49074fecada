import type { ReactNode } from 'react';

interface ScrollSidewaysProps {
  /** What scrolls, for those who meet it with the Tab key. */
  label: string;
  className?: string;
  children: ReactNode;
}

/** A picture that may be wider than its place: it scrolls there, by keyboard too, and does not widen the page. */
export function ScrollSideways({ label, className = '', children }: ScrollSidewaysProps) {
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={label}
      className={`overflow-x-auto ${className}`}
    >
      {children}
    </section>
  );
}
