import { X } from 'lucide-react';
import { nearest, type Vectors, vectorAt } from '../../lib/embeddings/vectors';
import { formatAmount, formatCount } from '../../lib/format';
import { Button } from '../../ui/button';
import { CopyButton } from '../../ui/copy-button';
import { SimilarityBars } from './similarity-bars';

interface SelectionPanelProps {
  texts: readonly string[];
  vectors: Vectors;
  selected: ReadonlySet<number>;
  onSelect(points: ReadonlySet<number>): void;
}

const SHOWN = 200;
const NEIGHBOURS = 10;

/** The texts that are selected, to be read; of one alone its nearest neighbours. */
export function SelectionPanel({ texts, vectors, selected, onSelect }: SelectionPanelProps) {
  const rows = [...selected].sort((a, b) => a - b);
  const [first] = rows;
  if (first === undefined) {
    return (
      <p className="text-ink-soft text-xs">
        Click a point, draw a box or a lasso around some, or search: what is selected stands here to be read.
      </p>
    );
  }
  return (
    <section aria-label="Selected texts" className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-semibold">{formatAmount(rows.length, 'text')} selected</h3>
        <span className="flex flex-wrap">
          <CopyButton label="Copy" text={() => rows.map((row) => texts[row]).join('\n')} />
          <Button size="small" variant="quiet" onClick={() => onSelect(new Set())}>
            <X aria-hidden className="size-3.5" />
            Clear
          </Button>
        </span>
      </div>
      {rows.length === 1 ? (
        <>
          <p dir="auto" className="[overflow-wrap:anywhere]">
            {texts[first]}
          </p>
          <h4 className="mt-1 font-medium text-xs">Nearest neighbours (cosine)</h4>
          <SimilarityBars
            texts={texts}
            neighbours={nearest(vectors, vectorAt(vectors, first), NEIGHBOURS, [first])}
            onChoose={(row) => onSelect(new Set([row]))}
          />
        </>
      ) : (
        <ul
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
          tabIndex={0}
          aria-label="Texts"
          className="max-h-64 divide-y divide-line overflow-y-auto rounded-control border border-line"
        >
          {rows.slice(0, SHOWN).map((row) => (
            <li key={row} dir="auto" className="px-3 py-1 [overflow-wrap:anywhere]">
              {texts[row]}
            </li>
          ))}
        </ul>
      )}
      {rows.length > SHOWN && (
        <p className="text-ink-soft text-xs">and {formatCount(rows.length - SHOWN)} more: “Copy” takes all of them.</p>
      )}
    </section>
  );
}
