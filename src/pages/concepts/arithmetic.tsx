import type { ReactNode } from 'react';

/** What is computed, and how. */
export type ArithmeticLine = readonly [what: string, sum: ReactNode];

/** Lines of arithmetic, one step to a line, with what each one is. */
export function Arithmetic({ lines }: { lines: readonly ArithmeticLine[] }) {
  return (
    <dl className="grid gap-x-4 gap-y-1.5 sm:grid-cols-[minmax(7rem,auto)_minmax(0,1fr)]">
      {lines.map(([what, sum]) => (
        <div key={what} className="contents">
          <dt className="text-ink-soft text-xs sm:text-right sm:leading-6">{what}</dt>
          <dd className="font-mono text-sm leading-6 [overflow-wrap:anywhere]">{sum}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A part of an example with its heading. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section
      aria-label={title}
      className="grid min-w-0 content-start gap-3 rounded-panel border border-line bg-surface p-4"
    >
      <h3 className="font-semibold text-sm">{title}</h3>
      {children}
    </section>
  );
}
