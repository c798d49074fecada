import { useState } from 'react';
import type { Table } from '../../lib/table';
import type { PlacedNode } from './tree-layout';

interface TreeTableProps {
  nodes: readonly PlacedNode[];
  nameOf(id: number): string;
}

const COLUMNS = ['text', 'log-probability', 'sum', 'fate', 'score'] as const;

/** The tree as rows, step by step. */
export const treeAsTable = (nodes: readonly PlacedNode[], nameOf: (id: number) => string): Table => ({
  columns: COLUMNS,
  rows: [...nodes]
    .sort((a, b) => a.node.id - b.node.id)
    .map(({ node, path }) => [path.map(nameOf).join(' '), node.logprob, node.sum, node.fate, node.score]),
});

/** The numbers behind the tree. */
export function TreeTable({ nodes, nameOf }: TreeTableProps) {
  const [open, setOpen] = useState(false);
  return (
    <details className="mt-2 text-xs" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="w-fit py-1 text-ink-soft">Table of {nodes.length} candidates</summary>
      {open && (
        <section
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
          tabIndex={0}
          aria-label="Beam tree as a table"
          className="mt-1 max-h-80 overflow-auto rounded-control border border-line bg-surface px-2"
        >
          <table className="w-full text-left tabular-nums [&_td]:py-1 [&_td]:pr-3 [&_th]:py-1 [&_th]:pr-3 [&_th]:font-medium">
            <thead>
              <tr>
                {COLUMNS.map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {treeAsTable(nodes, nameOf).rows.map((row, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the tree never changes
                <tr key={index} className="border-line border-t">
                  {row.map((cell, column) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: nor do its columns
                    <td key={column} className={column === 0 ? 'font-mono' : undefined}>
                      {typeof cell === 'number' ? cell.toFixed(4) : cell}
                    </td>
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
