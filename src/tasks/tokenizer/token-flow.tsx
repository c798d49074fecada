import { useVirtualizer } from '@tanstack/react-virtual';
import { clsx } from 'clsx';
import { type KeyboardEvent, memo, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { type FlowRow, flowRows, rowOfToken } from '../../lib/tokenizer/flow-rows';
import type { TokenRow } from '../../lib/tokenizer/tokenized';
import { labelColours } from '../../ui/label-colours';
import { CHIP_GAP, chipWidth } from './measure-text';
import { describeToken, kindOf, type LabelMode, type LinkedStretch, labelsOf, overlaps } from './token-labels';

interface TokenFlowProps {
  /** What a screen reader calls it. */
  label: string;
  row: TokenRow;
  /** The text, and its pair. */
  sources: readonly string[];
  unknownId: number | null;
  mode: LabelMode;
  /** The chosen token; null for none. */
  active: number | null;
  /** Stands out in every tokenizer. */
  linked: LinkedStretch | null;
  onActive(token: number): void;
}

const ROW_HEIGHT = 46;

/** Tokens as chips in rows, as a paragraph. Only the rows in sight are there; arrow keys go from token to token. */
export function TokenFlow({ label, row, sources, unknownId, mode, active, linked, onActive }: TokenFlowProps) {
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const available = useWidth(box);
  const labels = useMemo(() => labelsOf(row, sources, mode), [row, sources, mode]);
  const widths = useMemo(
    () => labels.map((text, index) => Math.min(chipWidth(text, row.ids[index] ?? 0), Math.max(available, 60))),
    [labels, row, available],
  );
  const rows = useMemo(
    () => flowRows(widths, available + CHIP_GAP, (index) => (labels[index] ?? '').includes('↵')),
    [widths, labels, available],
  );
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 3,
  });
  const chosen = active !== null && active < row.ids.length ? active : null;
  useEffect(() => {
    if (chosen !== null && document.activeElement === box.current) virtualizer.scrollToIndex(rowOfToken(rows, chosen));
  }, [chosen, rows, virtualizer]);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = target(event, chosen, row.ids.length, rows);
    if (next === null) return;
    event.preventDefault();
    onActive(next);
  };
  return (
    <div
      ref={box}
      role="listbox"
      aria-label={label}
      aria-activedescendant={chosen === null ? undefined : `${id}-${chosen}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onFocus={() => chosen === null && row.ids.length > 0 && onActive(0)}
      className="relative max-h-80 overflow-y-auto"
    >
      <div role="presentation" className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const { from, to } = rows[index] ?? { from: 0, to: 0 };
          return (
            <div
              key={index}
              role="presentation"
              className="absolute inset-x-0 flex"
              style={{ top: start, gap: CHIP_GAP }}
            >
              {Array.from({ length: to - from }, (_, place) => from + place).map((token) => (
                <Chip
                  key={token}
                  id={`${id}-${token}`}
                  text={labels[token] ?? ''}
                  tokenId={row.ids[token] ?? 0}
                  width={(widths[token] ?? 0) - CHIP_GAP}
                  kind={kindOf(row, token, unknownId)}
                  hue={token}
                  words={describeToken(row, token, unknownId)}
                  chosen={token === chosen}
                  linked={linked !== null && overlaps(row, token, linked)}
                  position={token}
                  count={row.ids.length}
                  onActive={onActive}
                />
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}

interface ChipProps {
  id: string;
  text: string;
  tokenId: number;
  width: number;
  kind: ReturnType<typeof kindOf>;
  hue: number;
  words: string;
  chosen: boolean;
  linked: boolean;
  position: number;
  count: number;
  onActive(token: number): void;
}

const Chip = memo(function Chip(props: ChipProps) {
  const { id, text, tokenId, width, kind, hue, words, chosen, linked, position, count, onActive } = props;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the listbox has the focus, and names its active option
    // biome-ignore lint/a11y/useKeyWithClickEvents: as above
    <div
      id={id}
      role="option"
      aria-selected={chosen}
      aria-label={words}
      aria-setsize={count}
      aria-posinset={position + 1}
      onClick={() => onActive(position)}
      style={kind === 'text' ? { width, background: labelColours(hue).background } : { width }}
      className={clsx(
        'h-[42px] shrink-0 cursor-pointer overflow-hidden rounded-control border px-1.5 text-center',
        kind === 'text' && 'border-transparent',
        kind === 'special' && 'border-line-strong border-dashed bg-surface',
        kind === 'padding' && 'border-line bg-sunken text-ink-soft',
        kind === 'unknown' && 'border-danger bg-danger-soft',
        chosen
          ? 'outline-2 outline-accent -outline-offset-2'
          : linked && 'outline-2 outline-line-strong -outline-offset-2',
      )}
    >
      <span className="block truncate whitespace-pre font-mono text-[13px] leading-6">{text}</span>
      <span className="block truncate font-mono text-[10px] text-ink-soft leading-3 tabular-nums">{tokenId}</span>
    </div>
  );
});

/** Where a key leads to; null for a key that is not ours. */
function target(event: KeyboardEvent, from: number | null, count: number, rows: readonly FlowRow[]): number | null {
  if (count === 0 || event.ctrlKey || event.metaKey || event.altKey) return null;
  const at = from ?? 0;
  const within = (token: number) => Math.min(count - 1, Math.max(0, token));
  switch (event.key) {
    case 'ArrowRight':
      return within(at + 1);
    case 'ArrowLeft':
      return within(at - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    case 'ArrowDown':
      return within(inRow(rows, at, 1));
    case 'ArrowUp':
      return within(inRow(rows, at, -1));
    case 'PageDown':
      return within(inRow(rows, at, 6));
    case 'PageUp':
      return within(inRow(rows, at, -6));
    default:
      return null;
  }
}

/** The token at the same place of another row. */
function inRow(rows: readonly FlowRow[], token: number, by: number): number {
  const here = rowOfToken(rows, token);
  const there = rows[Math.min(rows.length - 1, Math.max(0, here + by))];
  const place = token - (rows[here]?.from ?? 0);
  return there ? Math.min(there.from + place, there.to - 1) : token;
}

/** The inner width of an element, in pixels. */
function useWidth(box: React.RefObject<HTMLDivElement | null>): number {
  const [width, setWidth] = useState(600);
  useLayoutEffect(() => {
    if (!box.current) return;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.floor(entry.contentRect.width)));
    setWidth(box.current.clientWidth || 600);
    observer.observe(box.current);
    return () => observer.disconnect();
  }, [box]);
  return width;
}
