import { useMemo, useRef } from 'react';
import { similarityMatrix, type Vectors } from '../../lib/embeddings/vectors';
import { formatCount } from '../../lib/format';
import { ExportPicture } from '../../ui/export-picture';
import { shortLabel } from './scatter-overlay';

interface SimilarityCardProps {
  texts: readonly string[];
  vectors: Vectors;
  selected: ReadonlySet<number>;
}

/** More rows than these could not be read. */
const MOST = 40;
const NUMBERED = 14;

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

/** One text and its cosines to all of them. */
interface Entry {
  row: number;
  name: string;
  values: readonly number[];
}

/** Pixels of a letter, about. */
const LETTER = 6.6;
const LONGEST = 28;

function MatrixPicture({ entries, ref }: { entries: readonly Entry[]; ref: React.Ref<SVGSVGElement> }) {
  const cell = entries.length <= NUMBERED ? 40 : 18;
  const labels = entries.map(({ name }) => shortLabel(name).slice(0, LONGEST));
  const left = 12 + Math.max(...labels.map((label) => label.length)) * LETTER;
  const [width, height] = [left + entries.length * cell, entries.length * cell + 4];
  return (
    <svg
      ref={ref}
      role="img"
      aria-label={`Cosine of each of ${entries.length} texts with each; the table under it has the numbers.`}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      className="bg-surface font-sans"
    >
      {entries.map(({ row, name, values }, line) => (
        <g key={row} transform={`translate(0 ${line * cell})`}>
          <text x={left - 8} y={cell / 2} dominantBaseline="central" textAnchor="end" className="fill-ink text-xs">
            {labels[line]}
          </text>
          {entries.map((other, column) => (
            <Cell
              key={other.row}
              x={left + column * cell}
              size={cell}
              value={values[column] ?? 0}
              title={`${name} · ${other.name}`}
            />
          ))}
        </g>
      ))}
    </svg>
  );
}

interface CellProps {
  x: number;
  size: number;
  value: number;
  title: string;
}

/** Darker where two texts are more alike; less than nothing has the colour of a warning. */
function Cell({ x, size, value, title }: CellProps) {
  const strength = Math.min(1, Math.abs(value));
  return (
    <g>
      <title>{`${title}: ${value.toFixed(3)}`}</title>
      <rect
        x={x}
        width={size - 1}
        height={size - 1}
        fillOpacity={strength * 0.75}
        className={value < 0 ? 'fill-danger' : 'fill-bar'}
      />
      {size >= 40 && (
        <text
          x={x + size / 2}
          y={size / 2}
          dominantBaseline="central"
          textAnchor="middle"
          className="fill-ink font-mono text-2xs"
        >
          {value.toFixed(2)}
        </text>
      )}
    </g>
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
