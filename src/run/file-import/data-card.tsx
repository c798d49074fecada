import { FileText, X } from 'lucide-react';
import { useState } from 'react';
import { formatAmount } from '../../lib/format';
import { roughSize } from '../../lib/rough-size';
import { Button } from '../../ui/button';
import { BatchTable } from '../batch-table';
import type { DataSource } from '../draft';

/** Bytes that surely fit into what browsers give localStorage. */
const LARGEST_DRAFT = 8e6;

interface DataCardProps {
  label: string;
  texts: readonly string[];
  source: DataSource;
  onRemove(): void;
}

/** Texts from a file, in the place of a text field: too many to type in, or with line breaks inside. */
export default function DataCard({ label, texts, source, onRemove }: DataCardProps) {
  const [shown, setShown] = useState(false);
  return (
    <section aria-label={label}>
      <h2 className="mb-1.5 font-medium text-sm">{label}</h2>
      <div className="rounded-panel border border-line-strong bg-surface">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2.5">
          <div className="min-w-0 grow basis-56 [overflow-wrap:anywhere]">
            <p className="flex items-center gap-2">
              <FileText aria-hidden className="size-4 shrink-0 text-ink-soft" />
              <span className="min-w-0">{sourceWords(source, texts.length)}</span>
            </p>
            {roughSize(texts, LARGEST_DRAFT) > LARGEST_DRAFT && (
              <p className="text-ink-soft text-xs">Too large to be kept across a reload: open the file again then.</p>
            )}
          </div>
          <Button size="small" aria-expanded={shown} onClick={() => setShown(!shown)}>
            {shown ? 'Hide' : 'Show'}
          </Button>
          <Button size="small" variant="quiet" onClick={onRemove}>
            <X aria-hidden className="size-3.5" />
            Remove
          </Button>
        </div>
        {shown && (
          <div className="border-line border-t px-3 py-2">
            <BatchTable label={`Texts of ${source.file}`} texts={texts} items={texts} columns={[]} detail={nothing} />
          </div>
        )}
      </div>
    </section>
  );
}

/** An open row shows its whole text already. */
const nothing = () => '';

/** 'data.csv, column review, 10,000 texts' */
export const sourceWords = ({ file, column }: DataSource, count: number): string =>
  [file, ...(column === null ? [] : [`column ${column}`]), formatAmount(count, 'text')].join(', ');
