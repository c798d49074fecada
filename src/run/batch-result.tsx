import type { ReactNode } from 'react';
import type { Table } from '../lib/table';
import type { Fact } from '../ui/fact-row';
import type { StartedRun } from './batch';
import type { BatchColumn } from './batch-order';
import { BatchTable } from './batch-table';
import { ResultCard } from './result-card';

interface BatchResultProps<Item> {
  run: StartedRun;
  title: string;
  /** The texts that were asked for, in order; `items` are those that are done. */
  texts: readonly string[];
  items: readonly Item[];
  columns: readonly BatchColumn<Item>[];
  groupOf?(item: Item): string;
  /** Everything of one item, drawn when its row is opened. */
  detail(item: Item, index: number): ReactNode;
  /** The batch as rows, for CSV. */
  toTable(texts: readonly string[], items: readonly Item[]): Table;
  /** What 'Copy' puts on the clipboard; the value as JSON where it is left out. */
  text?(): string;
  facts?: readonly Fact[];
  /** Stands above the table. */
  children?: ReactNode;
}

/** A list of texts in its card, from the first finished one on, in every state of the run. */
export function BatchResult<Item>({ run, title, toTable, text, facts, children, ...table }: BatchResultProps<Item>) {
  const { texts, items } = table;
  if (items.length === 0) return null;
  return (
    <ResultCard
      title={title}
      table={() => toTable(texts, items)}
      {...(facts && { facts })}
      {...(run.status === 'done' && {
        finished: {
          value: run.result.value,
          run: run.result.run,
          text: text ?? (() => JSON.stringify(run.result.value, null, 2)),
        },
      })}
    >
      {children}
      <BatchTable label={title} {...table} />
    </ResultCard>
  );
}
