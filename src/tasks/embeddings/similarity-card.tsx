import { useMemo, useRef } from 'react';
import { similarityMatrix, type Vectors } from '../../lib/embeddings/vectors';
import { formatCount } from '../../lib/format';
import { ExportPicture } from '../../ui/export-picture';
import { type Entry, MatrixPicture } from './matrix-picture';

interface SimilarityCardProps {
  texts: readonly string[];
  vectors: Vectors;
  selected: ReadonlySet<number>;
}

/** More rows than these could not be read. */
const MOST = 40;

/** The cosine of each text with each: of what is selected, or of the first ones. */
export function SimilarityCard({ texts, vectors, selected }: SimilarityCardProps) {
  const svg = useRef<SVGSVGElement>(null);
  const rows = useMemo(() => {
    const all = selected.size > 1 ? [...selected].sort((a, b) => a - b) : Array.from(texts.keys());
    return all.slice(0, MOST);
  }, [texts, selected]);
  const matrix = useMemo(() => similarityMatrix(vectors, rows), [vectors, rows]);
  const total = selected.size > 1 ? selected.size : texts.length;
  const entries = rows.map((row, index): Entry => ({ row, name: texts[row] ?? '', values: matrix[index] ?? [] }));
  const table = () => ({
    columns: ['text', ...entries.map(({ name }) => name)],
    rows: entries.map(({ name, values }) => [name, ...values]),
  });
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="max-w-prose text-ink-soft text-xs">
          The cosine of the angle between two vectors: 1 for the same direction, 0 for a right angle.{' '}
          {total > rows.length &&
            `The first ${formatCount(rows.length)} of ${formatCount(total)}: select others in the map.`}
        </p>
        <ExportPicture name="loupe-cosine-matrix" svg={() => svg.current} table={table} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls sideways must be reachable by keyboard */}
      <section aria-label="Picture of the cosines" tabIndex={0} className="overflow-x-auto">
        <MatrixPicture ref={svg} entries={entries} />
      </section>
      <details>
        <summary className="w-fit text-ink-soft text-xs hover:text-ink">Table behind the matrix</summary>
        <MatrixTable entries={entries} />
      </details>
    </div>
  );
}

function MatrixTable({ entries }: { entries: readonly Entry[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls sideways must be reachable by keyboard
    <section aria-label="Cosines as a table" tabIndex={0} className="mt-2 max-h-96 overflow-auto">
      <table className="border-collapse text-xs">
        <thead>
          <tr>
            <td />
            {entries.map(({ row, name }) => (
              <th key={row} scope="col" className="max-w-32 truncate px-2 py-1 text-left font-normal text-ink-soft">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map(({ row, name, values }) => (
            <tr key={row} className="border-line border-t">
              <th scope="row" dir="auto" className="max-w-56 truncate px-2 py-1 text-left font-normal">
                {name}
              </th>
              {entries.map((other, column) => (
                <td key={other.row} className="px-2 py-1 font-mono tabular-nums">
                  {(values[column] ?? 0).toFixed(3)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
