import { formatPercent } from '../../lib/format';
import type { Table } from '../../lib/table';
import type { Bar } from './distribution';

interface BarsTableProps {
  bars: readonly Bar[];
  stage: string;
  nameOf(id: number): string;
}

/** The numbers behind the bars. */
export function BarsTable({ bars, stage, nameOf }: BarsTableProps) {
  return (
    <details className="min-w-0 grow text-xs">
      <summary className="w-fit py-1 text-ink-soft">Table of {bars.length} tokens</summary>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label="Distribution as a table"
        className="mt-1 max-h-80 overflow-auto rounded-control border border-line bg-surface px-2"
      >
        <table className="w-full text-left tabular-nums [&_td]:py-1 [&_td]:pr-3 [&_th]:py-1 [&_th]:pr-3 [&_th]:font-medium">
          <thead>
            <tr>
              <th scope="col">Token</th>
              <th scope="col">Id</th>
              <th scope="col">Raw</th>
              <th scope="col">{stage === 'raw' ? 'Now' : `After ${stage}`}</th>
              <th scope="col">Cut by</th>
            </tr>
          </thead>
          <tbody>
            {bars.map(({ id, raw, probability, cutBy }) => (
              <tr key={id} className="border-line border-t">
                <td className="font-mono">{nameOf(id)}</td>
                <td>{id}</td>
                <td>{formatPercent(raw)}</td>
                <td>{formatPercent(probability)}</td>
                <td className="font-mono">{cutBy ?? ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}

export const barsAsTable = (bars: readonly Bar[], stage: string, nameOf: (id: number) => string): Table => ({
  columns: ['token', 'id', 'raw', stage === 'raw' ? 'now' : `after ${stage}`, 'cut by'],
  rows: bars.map(({ id, raw, probability, cutBy }) => [nameOf(id), id, raw, probability, cutBy]),
});
