import { type ReactNode, useDeferredValue, useMemo, useState } from 'react';
import { formatAmount, formatCount } from '../lib/format';
import { GroupFilter } from '../ui/group-filter';
import { SortHeader } from '../ui/sort-header';
import { type BatchColumn, type BatchSort, countGroups, nextSort, orderRows } from './batch-order';
import { BatchRow } from './batch-row';
import { BatchRows } from './batch-rows';
import { useRowKeys } from './use-row-keys';

interface BatchTableProps<Item> {
  /** What a screen reader calls it. */
  label: string;
  /** The texts that were asked for, in order; `items` may be fewer while the run goes on. */
  texts: readonly string[];
  items: readonly Item[];
  columns: readonly BatchColumn<Item>[];
  /** What rows are counted and filtered by. */
  groupOf?(item: Item): string;
  /** Everything of one item, drawn when its row is opened. */
  detail(item: Item, index: number): ReactNode;
}

const TEXT = 'text';

/**
 * A batch as a table: sortable, counted and filtered by group, each row opening to all there is. Ten thousand rows cost
 * what fits on the screen.
 */
export function BatchTable<Item>({ label, texts, items, columns, groupOf, detail }: BatchTableProps<Item>) {
  const [sort, setSort] = useState<BatchSort>(null);
  const [group, setGroup] = useState<string | null>(null);
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const [batch, setBatch] = useState(texts);
  if (batch !== texts) {
    // Another run: what was sorted, filtered and opened belonged to the former one.
    setBatch(texts);
    setSort(null);
    setGroup(null);
    setOpened(new Set());
  }
  // Items come in many times a second; typing and scrolling go before drawing them.
  const settled = useDeferredValue(items);
  const groups = useMemo(() => (groupOf ? countGroups(settled, groupOf) : []), [settled, groupOf]);
  const rows = useMemo(() => {
    const column = columns.find(({ key }) => key === sort?.key);
    const sortKey = (item: Item, index: number) => (column ? column.value(item) : (texts[index] ?? ''));
    return orderRows(settled, sort, sortKey, groupOf && group !== null ? (item) => groupOf(item) === group : null);
  }, [settled, texts, columns, sort, group, groupOf]);
  const keys = useRowKeys(rows.length);
  const toggle = (index: number) => {
    const next = new Set(opened);
    if (!next.delete(index)) next.add(index);
    setOpened(next);
  };
  const template = {
    '--columns': `minmax(0,1fr) ${columns.map(({ width }) => width).join(' ')}`,
  } as React.CSSProperties;
  const row = (position: number) => {
    const index = rows[position] ?? 0;
    const item = settled[index];
    if (item === undefined) return null;
    return (
      <BatchRow
        position={position}
        number={index + 1}
        text={texts[index] ?? ''}
        cells={columns.map((column) => ({ title: column.title, text: (column.show ?? column.value)(item) }))}
        active={position === keys.active}
        onFocus={() => keys.setActive(position)}
        onToggle={() => toggle(index)}
        detail={opened.has(index) ? detail(item, index) : null}
      />
    );
  };
  return (
    <div className="@container grid gap-3">
      {groups.length > 0 && (
        <GroupFilter label="Show only" groups={groups} total={settled.length} chosen={group} onChange={setGroup} />
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: rows out of sight are not there, which a table element cannot say */}
      <div
        ref={keys.grid}
        role="grid"
        aria-label={label}
        aria-readonly
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length + 1}
        tabIndex={-1}
        style={template}
        onKeyDown={keys.onKeyDown}
        className="min-w-0 outline-none"
      >
        {/* biome-ignore lint/a11y/useSemanticElements: as above */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: its headers have buttons */}
        <div
          role="row"
          aria-rowindex={1}
          className="flex flex-wrap gap-x-4 border-line-strong border-b text-ink-soft text-xs @lg:grid @lg:grid-cols-(--columns)"
        >
          {[{ key: TEXT, title: 'Text' }, ...columns].map(({ key, title }) => (
            <SortHeader
              key={key}
              title={title}
              sorted={sort?.key !== key ? 'none' : sort.descending ? 'descending' : 'ascending'}
              onSort={() => setSort(nextSort(sort, key))}
            />
          ))}
        </div>
        <BatchRows
          count={rows.length}
          active={keys.active}
          row={row}
          keyOf={(position) => rows[position] ?? position}
        />
      </div>
      <p role="status" className="text-ink-soft text-xs">
        {group === null
          ? formatAmount(settled.length, 'text')
          : `${formatCount(rows.length)} of ${formatAmount(settled.length, 'text')}`}
        {settled.length < texts.length && `; ${formatCount(texts.length - settled.length)} to come`}
      </p>
    </div>
  );
}
