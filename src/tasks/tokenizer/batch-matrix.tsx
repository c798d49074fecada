import { useVirtualizer } from '@tanstack/react-virtual';
import { clsx } from 'clsx';
import { useRef, useState } from 'react';
import { formatAmount, formatCount } from '../../lib/format';
import type { Tokenized, TokenRow } from '../../lib/tokenizer/tokenized';
import { ChoiceButtons } from '../../ui/choice-buttons';
import { ExportPicture } from '../../ui/export-picture';
import { cellOf, drawMatrix, LAYERS, type Layer, matrixTable, widthOf } from './matrix-picture';
import { kindOf } from './token-labels';

const CELL_WIDTH = 68;
const CELL_HEIGHT = 28;
const HEAD_WIDTH = 56;

/** The batch as the matrix that the model gets: a row for each text, a column for each position. */
export function BatchMatrix({ name, batch }: { name: string; batch: Tokenized }) {
  const [layer, setLayer] = useState<Layer>('input_ids');
  const width = widthOf(batch);
  const ragged = batch.rows.some(({ ids }) => ids.length !== width);
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <ChoiceButtons label="What the cells show" value={layer} options={LAYERS} onChange={(next) => setLayer(next)} />
        <p className="text-ink-soft text-xs">
          {formatAmount(batch.rows.length, 'row')} × {formatCount(width)}
        </p>
      </div>
      <MatrixCells label={`The batch of ${name}: ${layer}`} batch={batch} layer={layer} width={width} />
      <ExportPicture
        label="Export the batch"
        name={`loupe-batch-${layer}-${name}`}
        svg={() => drawMatrix(name, batch, layer)}
        table={() => matrixTable(batch, layer)}
      />
      {ragged && (
        <p role="status" className="text-warn text-xs">
          The rows differ in length: no model takes this as one matrix. Set padding to True.
        </p>
      )}
    </div>
  );
}

interface MatrixCellsProps {
  label: string;
  batch: Tokenized;
  layer: Layer;
  width: number;
}

function MatrixCells({ label, batch, layer, width }: MatrixCellsProps) {
  const box = useRef<HTMLDivElement>(null);
  const getScrollElement = () => box.current;
  const rows = useVirtualizer({
    count: batch.rows.length,
    getScrollElement,
    estimateSize: () => CELL_HEIGHT,
    overscan: 4,
  });
  const columns = useVirtualizer({
    count: width,
    getScrollElement,
    estimateSize: () => CELL_WIDTH,
    overscan: 4,
    horizontal: true,
  });
  const across = columns.getVirtualItems();
  return (
    <section
      ref={box}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and must do so by keyboard
      tabIndex={0}
      className="max-h-72 overflow-auto rounded-control border border-line"
    >
      <table aria-label={label} aria-rowcount={batch.rows.length + 1} aria-colcount={width + 1} className="block">
        <thead className="sticky top-0 z-20 block">
          <tr
            aria-rowindex={1}
            className="relative block border-line-strong border-b bg-surface"
            style={{ width: HEAD_WIDTH + columns.getTotalSize(), height: CELL_HEIGHT }}
          >
            <th
              scope="col"
              className="sticky left-0 z-10 inline-block bg-surface px-2 py-1 text-ink-soft text-xs"
              style={{ width: HEAD_WIDTH }}
            >
              row
            </th>
            {across.map(({ index, start }) => (
              <th
                scope="col"
                key={index}
                aria-colindex={index + 2}
                className="absolute top-0 py-1 text-center text-ink-soft text-xs tabular-nums"
                style={{ left: HEAD_WIDTH + start, width: CELL_WIDTH }}
              >
                {index}
              </th>
            ))}
          </tr>
        </thead>
        <tbody
          className="relative block"
          style={{ width: HEAD_WIDTH + columns.getTotalSize(), height: rows.getTotalSize() }}
        >
          {rows.getVirtualItems().map(({ index, start }) => {
            const row = batch.rows[index];
            return (
              row && (
                <tr
                  key={index}
                  aria-rowindex={index + 2}
                  className="absolute inset-x-0 block"
                  style={{ top: start, height: CELL_HEIGHT }}
                >
                  <th
                    scope="row"
                    className="sticky left-0 z-10 inline-block h-full bg-surface px-2 py-1 text-ink-soft text-xs tabular-nums"
                    style={{ width: HEAD_WIDTH }}
                  >
                    {index}
                  </th>
                  {across.map((column) => (
                    <Cell
                      key={column.index}
                      row={row}
                      layer={layer}
                      position={column.index}
                      start={column.start}
                      unknownId={batch.unknownId}
                    />
                  ))}
                </tr>
              )
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

interface CellProps {
  row: TokenRow;
  layer: Layer;
  position: number;
  start: number;
  unknownId: number | null;
}

function Cell({ row, layer, position, start, unknownId }: CellProps) {
  const kind = position < row.ids.length ? kindOf(row, position, unknownId) : null;
  return (
    <td
      aria-colindex={position + 2}
      title={row.tokens[position]}
      className={clsx(
        'absolute inset-y-px truncate rounded-[3px] px-1 py-0.5 text-center font-mono text-xs tabular-nums',
        kind === 'padding' && 'bg-sunken text-ink-soft',
        kind === 'special' && 'bg-warn-soft',
        kind === 'text' && 'bg-accent-soft',
        kind === 'unknown' && 'bg-danger-soft',
      )}
      style={{ left: HEAD_WIDTH + start, width: CELL_WIDTH - 2 }}
    >
      {kind === null ? '' : cellOf(row, layer, position)}
    </td>
  );
}
