import { useState } from 'react';
import type { AttentionToken } from '../../contract/attention-token';
import { type Matrix, rowOf } from './matrix';

interface MatrixTableProps {
  matrix: Matrix;
  queries: readonly AttentionToken[];
  keys: readonly AttentionToken[];
  /** Ends its name where several stand side by side. */
  label: string;
}

/** The numbers behind a picture. Drawn when it is opened: a long text has thousands. */
export function MatrixTable({ matrix, queries, keys, label }: MatrixTableProps) {
  const [open, setOpen] = useState(false);
  return (
    <details className="min-w-0 grow text-xs" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="w-fit py-1 text-ink-soft">
        Table of {queries.length} by {keys.length} weights
      </summary>
      {open && (
        <section
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
          tabIndex={0}
          aria-label={`Weights as a table${label}`}
          className="mt-1 max-h-96 overflow-auto rounded-control border border-line bg-surface"
        >
          <table className="text-right tabular-nums [&_td]:px-2 [&_td]:py-1 [&_th]:px-2 [&_th]:py-1 [&_th]:font-medium [&_th]:font-mono">
            <thead className="sticky top-0 bg-surface">
              <tr>
                <th scope="col" className="text-left">
                  looks at
                </th>
                {keys.map(({ text }, column) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: tokens never move
                  <th key={column} scope="col">
                    {text}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {queries.map(({ text }, row) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: tokens never move
                <tr key={row} className="border-line border-t">
                  <th scope="row" className="text-left">
                    {text}
                  </th>
                  {rowOf(matrix, row).map((weight, column) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: tokens never move
                    <td key={column}>{weight.toFixed(3)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </details>
  );
}
