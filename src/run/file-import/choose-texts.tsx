import { useId, useMemo, useState } from 'react';
import { formatAmount, formatCount } from '../../lib/format';
import { guessColumn, hasHeader } from '../../lib/guess-column';
import { Button } from '../../ui/button';
import { Callout } from '../../ui/callout';
import { Select } from '../../ui/select';
import { Switch } from '../../ui/switch';
import type { DataFile } from './read-data-file';

type Readable = Exclude<DataFile, { kind: 'problem' }>;

interface ChooseTextsProps {
  data: Readable;
  maxItems: number;
  onTexts(texts: string[], column: string | null, others: Record<string, string[]>): void;
}

const PREVIEWED = 5;

/** Which column of a table, with a look at what comes of it. */
export function ChooseTexts({ data, maxItems, onTexts }: ChooseTextsProps) {
  const rows = data.kind === 'table' ? data.rows : null;
  const [header, setHeader] = useState(() => rows !== null && hasHeader(rows));
  const [column, setColumn] = useState(() => (rows ? guessColumn(rows, header) : 0));
  const names = useMemo(
    () => (rows?.[0] ?? []).map((cell, index) => (header && cell.trim()) || `Column ${index + 1}`),
    [rows, header],
  );
  const { texts, blank } = useMemo(() => {
    const all = rows ? rows.slice(header ? 1 : 0).map((row) => row[column] ?? '') : textsOf(data);
    const filled = all.filter((text) => text.trim() !== '');
    return { texts: filled, blank: all.length - filled.length };
  }, [data, rows, header, column]);
  const taken = texts.slice(0, maxItems);
  const others = () => (rows ? otherColumns(rows.slice(header ? 1 : 0), names, column, maxItems) : {});
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      {data.guessed && (
        <Callout tone="warn">
          The file is not UTF-8. It was read as {data.guessed}: check that the letters below are right, or save it as
          UTF-8.
        </Callout>
      )}
      {data.kind === 'table' && data.problem && <Callout tone="warn">{data.problem}</Callout>}
      {rows && (
        <ColumnControls names={names} column={column} header={header} onColumn={setColumn} onHeader={setHeader} />
      )}
      <section aria-label="The first texts">
        <ol className="divide-y divide-line rounded-control border border-line bg-sunken px-3">
          {taken.slice(0, PREVIEWED).map((text, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a look at the file
            <li key={index} dir="auto" className="truncate py-1 text-xs">
              {text.slice(0, 300)}
            </li>
          ))}
        </ol>
      </section>
      <p className="text-ink-soft text-xs">
        {formatAmount(texts.length, 'text')}
        {blank > 0 && `; ${formatAmount(blank, 'blank row')} left out`}.
        {texts.length > maxItems &&
          ` One run takes at most ${formatCount(maxItems)}: the first ${formatCount(maxItems)} are taken.`}
      </p>
      <div className="flex justify-end">
        <Button
          variant="primary"
          disabled={taken.length === 0}
          onClick={() => onTexts(taken, rows ? (names[column] ?? null) : null, others())}
        >
          Use {formatAmount(taken.length, 'text')}
        </Button>
      </div>
    </div>
  );
}

/** The cells beside the texts that are taken, by the names of their columns. */
function otherColumns(
  rows: readonly (readonly string[])[],
  names: readonly string[],
  column: number,
  most: number,
): Record<string, string[]> {
  const kept = rows.filter((row) => (row[column] ?? '').trim() !== '').slice(0, most);
  const others = names.flatMap((name, index) =>
    index === column ? [] : [[name, kept.map((row) => row[index] ?? '')] as const],
  );
  return Object.fromEntries(others);
}

const textsOf = (data: Readable): string[] => (data.kind === 'lines' ? data.texts : []);

interface ColumnControlsProps {
  names: readonly string[];
  column: number;
  header: boolean;
  onColumn(column: number): void;
  onHeader(header: boolean): void;
}

function ColumnControls({ names, column, header, onColumn, onHeader }: ColumnControlsProps) {
  const id = useId();
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <div>
        <label htmlFor={`${id}-column`} className="font-medium text-xs">
          Column with the texts
        </label>
        <Select
          id={`${id}-column`}
          label="Column with the texts"
          value={String(column)}
          options={names.map((label, index) => ({ value: String(index), label }))}
          onChange={(value) => onColumn(Number(value))}
        />
      </div>
      <div className="flex items-end gap-2 pb-1">
        <Switch id={`${id}-header`} checked={header} onChange={onHeader} />
        <label htmlFor={`${id}-header`} className="text-xs">
          The first row has the names of the columns
        </label>
      </div>
    </div>
  );
}
