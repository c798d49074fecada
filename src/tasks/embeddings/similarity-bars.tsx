import type { Neighbour } from '../../lib/embeddings/vectors';

interface SimilarityBarsProps {
  texts: readonly string[];
  neighbours: readonly Neighbour[];
  onChoose?(row: number): void;
}

/** Texts with the cosine to something, best first. */
export function SimilarityBars({ texts, neighbours, onChoose }: SimilarityBarsProps) {
  return (
    <ol className="grid gap-1.5">
      {neighbours.map(({ row, similarity }) => (
        <li key={row} className="grid grid-cols-[minmax(0,1fr)_6rem_3rem] items-center gap-3">
          {onChoose ? (
            <button
              type="button"
              dir="auto"
              onClick={() => onChoose(row)}
              className="min-h-6 truncate rounded-control text-left hover:text-accent hover:underline"
            >
              {texts[row]}
            </button>
          ) : (
            <span dir="auto" className="truncate">
              {texts[row]}
            </span>
          )}
          <span aria-hidden className="h-3 overflow-hidden rounded-sm bg-sunken">
            <span className="block h-full bg-bar" style={{ width: `${Math.max(0, similarity) * 100}%` }} />
          </span>
          <span className="text-right font-mono text-xs tabular-nums">{similarity.toFixed(3)}</span>
        </li>
      ))}
    </ol>
  );
}
