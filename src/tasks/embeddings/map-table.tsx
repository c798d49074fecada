import { useMemo, useState } from 'react';
import { nearest, vectorAt } from '../../lib/embeddings/vectors';
import type { Cell, Table } from '../../lib/table';
import type { BatchColumn } from '../../run/batch-order';
import { BatchTable } from '../../run/batch-table';
import type { Embedded } from './result-data';
import { SimilarityBars } from './similarity-bars';
import type { LaidOut } from './use-map';

const AXES = ['x', 'y', 'z'] as const;
const NEIGHBOURS = 10;

/** The positions of all texts, with cluster and columns. */
export function mapTable({ texts, columns }: Embedded, map: LaidOut | null, clusters: Int32Array | null): Table {
  const axes = AXES.slice(0, map?.d ?? 0);
  const names = Object.keys(columns);
  return {
    columns: ['text', ...axes, ...(clusters ? ['cluster'] : []), ...names],
    rows: texts.map((text, row): Cell[] => [
      text,
      ...axes.map((_, axis) => map?.positions[row * map.d + axis] ?? null),
      ...(clusters ? [(clusters[row] ?? 0) + 1] : []),
      ...names.map((name) => columns[name]?.[row] ?? ''),
    ]),
  };
}

interface MapTableProps {
  embedded: Embedded;
  map: LaidOut;
  clusters: Int32Array | null;
}

interface Row {
  row: number;
  place: readonly number[];
  cluster: string;
}

/** The same as the picture, for those who would rather read: a row opens to its nearest neighbours. */
export function MapTable({ embedded, map, clusters }: MapTableProps) {
  const { texts, vectors } = embedded;
  const [open, setOpen] = useState(false);
  const rows = useMemo(
    (): Row[] =>
      texts.map((_, row) => ({
        row,
        place: Array.from(map.positions.subarray(row * map.d, (row + 1) * map.d)),
        cluster: clusters ? `cluster ${(clusters[row] ?? 0) + 1}` : '',
      })),
    [texts, map, clusters],
  );
  const columns = useMemo(
    (): BatchColumn<Row>[] => [
      ...AXES.slice(0, map.d).map((axis, index) => ({
        key: axis,
        title: axis,
        width: '5rem',
        value: ({ place }: Row) => place[index] ?? 0,
        show: ({ place }: Row) => (place[index] ?? 0).toFixed(3),
      })),
      ...(clusters ? [{ key: 'cluster', title: 'Cluster', width: '6rem', value: ({ cluster }: Row) => cluster }] : []),
    ],
    [map.d, clusters],
  );
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary className="w-fit text-ink-soft text-xs hover:text-ink">Table behind the map</summary>
      {open && (
        <div className="mt-2">
          <BatchTable
            label="Positions of the texts"
            texts={texts}
            items={rows}
            columns={columns}
            {...(clusters ? { groupOf: ({ cluster }: Row) => cluster } : {})}
            detail={({ row }) => (
              <SimilarityBars texts={texts} neighbours={nearest(vectors, vectorAt(vectors, row), NEIGHBOURS, [row])} />
            )}
          />
        </div>
      )}
    </details>
  );
}
