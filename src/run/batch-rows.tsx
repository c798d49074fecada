import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { Fragment, type ReactNode, useRef } from 'react';

interface BatchRowsProps {
  count: number;
  /** A row that is always there, so that it can have the focus. */
  active: number;
  row(position: number): ReactNode;
  keyOf(position: number): number;
}

/** So many rows are simply drawn: the browser finds words in them, and the page scrolls as a whole. */
const DRAWN_AT_ONCE = 60;
const ROW_HEIGHT = 33;

export function BatchRows(props: BatchRowsProps) {
  if (props.count > DRAWN_AT_ONCE) return <VirtualRows {...props} />;
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of a grid that is no table element
    <div role="rowgroup">
      {Array.from({ length: props.count }, (_, position) => (
        <Fragment key={props.keyOf(position)}>{props.row(position)}</Fragment>
      ))}
    </div>
  );
}

/** Only the rows that are in sight are there. */
function VirtualRows({ count, active, row, keyOf }: BatchRowsProps) {
  const box = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: keyOf,
    overscan: 8,
    rangeExtractor: (range) => {
      const inSight = defaultRangeExtractor(range);
      if (active >= count || inSight.includes(active)) return inSight;
      return [...inSight, active].sort((a, b) => a - b);
    },
  });
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of a grid that is no table element
    <div ref={box} role="rowgroup" className="max-h-[min(65dvh,36rem)] overflow-y-auto">
      <div role="presentation" className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, key, start }) => (
          <div
            key={key}
            role="presentation"
            data-index={index}
            ref={virtualizer.measureElement}
            className="absolute inset-x-0 top-0"
            style={{ transform: `translateY(${start}px)` }}
          >
            {row(index)}
          </div>
        ))}
      </div>
    </div>
  );
}
