import { clsx } from 'clsx';
import { type KeyboardEvent, type RefObject, useMemo, useState } from 'react';
import type { Look } from './look';
import { type HeadChoice, headMatrix, headsOf, heatPaths, layersOf, partOf, shrink } from './matrix';
import type { AttentionBlock } from './task';

interface ModelViewProps {
  block: AttentionBlock;
  /** The tokens that are drawn. */
  places: { rows: readonly number[]; columns: readonly number[] };
  look: Pick<Look, 'layer' | 'head'>;
  onHead(layer: number, head: HeadChoice): void;
  picture: RefObject<SVGSVGElement | null>;
  label: string;
}

/** Cells of a small map, at most, along a side. */
const FINEST = 28;
const CELL = 56;
const GAP = 6;
const EDGE = 26;

/** The model view: layers as rows, heads as columns, each a small heat map that opens. */
export function ModelView({ block, places, look, onHead, picture, label }: ModelViewProps) {
  const [layers, heads] = [layersOf(block), headsOf(block)];
  const maps = useMemo(
    () =>
      Array.from({ length: layers * heads }, (_, index) => {
        const matrix = headMatrix(block, Math.floor(index / heads), index % heads);
        const small = shrink(partOf(matrix, places.rows, places.columns), FINEST);
        return { rows: small.rows, columns: small.columns, paths: heatPaths(small) };
      }),
    [block, places, layers, heads],
  );
  const [focused, setFocused] = useState(look.layer * heads + (look.head === 'mean' ? 0 : look.head));
  const open = (index: number) => onHead(Math.floor(index / heads), index % heads);
  const onKeyDown = (event: KeyboardEvent<SVGSVGElement>) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      return open(focused);
    }
    const next = stepIn(event.key, focused, heads, layers);
    if (next === null) return;
    event.preventDefault();
    setFocused(next);
    event.currentTarget.querySelector<SVGGElement>(`[data-head="${next}"]`)?.focus();
  };
  const width = EDGE + heads * (CELL + GAP);
  const height = EDGE + layers * (CELL + GAP);
  return (
    <div className="overflow-x-auto">
      {/* biome-ignore lint/a11y/useSemanticElements: no element of HTML groups shapes */}
      <svg
        ref={picture}
        role="group"
        aria-label={`All heads${label}: ${layers} layers by ${heads} heads; the arrow keys go from one to the next, Enter opens it`}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        onKeyDown={onKeyDown}
        className="mx-auto block text-2xs"
      >
        {Array.from({ length: heads }, (_, head) => (
          <text
            // biome-ignore lint/suspicious/noArrayIndexKey: heads never move
            key={head}
            x={EDGE + head * (CELL + GAP) + CELL / 2}
            y={16}
            textAnchor="middle"
            className="fill-ink-soft"
          >
            {head + 1}
          </text>
        ))}
        {Array.from({ length: layers }, (_, layer) => (
          <text
            // biome-ignore lint/suspicious/noArrayIndexKey: layers never move
            key={layer}
            x={EDGE - 8}
            y={EDGE + layer * (CELL + GAP) + CELL / 2}
            textAnchor="end"
            dominantBaseline="central"
            className="fill-ink-soft"
          >
            {layer + 1}
          </text>
        ))}
        {maps.map(({ rows, columns, paths }, index) => {
          const [layer, head] = [Math.floor(index / heads), index % heads];
          const isOpen = layer === look.layer && head === look.head;
          return (
            // biome-ignore lint/a11y/useSemanticElements: no element of HTML can be drawn here
            <g
              // biome-ignore lint/suspicious/noArrayIndexKey: heads never move
              key={index}
              role="button"
              aria-label={`Layer ${layer + 1}, head ${head + 1}`}
              aria-pressed={isOpen}
              tabIndex={index === focused ? 0 : -1}
              data-head={index}
              onClick={() => open(index)}
              onFocus={() => setFocused(index)}
              transform={`translate(${EDGE + head * (CELL + GAP)} ${EDGE + layer * (CELL + GAP)})`}
              className="group/head outline-none"
            >
              <rect width={CELL} height={CELL} rx={3} className="fill-sunken" />
              <g transform={`scale(${CELL / Math.max(1, columns)} ${CELL / Math.max(1, rows)})`} className="fill-bar">
                {paths.map(({ opacity, path }) => (
                  <path key={opacity} d={path} fillOpacity={opacity} />
                ))}
              </g>
              <rect
                width={CELL}
                height={CELL}
                rx={3}
                className={clsx(
                  'fill-transparent stroke-2 group-hover/head:stroke-line-strong group-focus-visible/head:stroke-accent',
                  isOpen ? 'stroke-accent' : 'stroke-transparent',
                )}
              />
            </g>
          );
        })}
      </svg>
      <p className="mt-1 text-center text-ink-soft text-xs">Rows are layers, columns heads. Choose one to open it.</p>
    </div>
  );
}

function stepIn(key: string, current: number, heads: number, layers: number): number | null {
  switch (key) {
    case 'ArrowRight':
      return Math.min(heads * layers - 1, current + 1);
    case 'ArrowLeft':
      return Math.max(0, current - 1);
    case 'ArrowDown':
      return current + heads < heads * layers ? current + heads : current;
    case 'ArrowUp':
      return current >= heads ? current - heads : current;
    case 'Home':
      return 0;
    case 'End':
      return heads * layers - 1;
    default:
      return null;
  }
}
