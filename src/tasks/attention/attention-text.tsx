import { useMemo, useRef } from 'react';
import { ExportPicture } from '../../ui/export-picture';
import { HeatMap } from './heat-map';
import { LinesView } from './lines-view';
import type { Look } from './look';
import { type HeadChoice, headMatrix, partOf, rowOf, shownIndices, tokensOf, toTable } from './matrix';
import { MatrixTable } from './matrix-table';
import { ModelView } from './model-view';
import type { AttendedText } from './task';
import { TokenDetail } from './token-detail';
import { TokenStrip } from './token-strip';

interface AttentionTextProps {
  text: AttendedText;
  look: Look;
  /** Of a text that is compared. */
  number: number | null;
  /** The token that looks. */
  selected: number;
  onSelect(token: number): void;
  onHead(layer: number, head: HeadChoice): void;
}

/** One text: its words to point at, and the chosen view. */
export function AttentionText({ text, look, number, selected, onSelect, onHead }: AttentionTextProps) {
  const picture = useRef<SVGSVGElement>(null);
  const block = text.attentions.find(({ kind }) => kind === look.kind) ?? text.attentions[0];
  const shown = useMemo(() => {
    if (!block) return null;
    const { queries, keys } = tokensOf(text, block);
    const places = { rows: shownIndices(queries, look.specials), columns: shownIndices(keys, look.specials) };
    const whole = headMatrix(block, look.layer, look.head);
    const pick = <T,>(all: readonly T[], indices: readonly number[]) => indices.flatMap((index) => all[index] ?? []);
    return {
      matrix: partOf(whole, places.rows, places.columns),
      whole,
      places,
      queries: pick(queries, places.rows),
      keys: pick(keys, places.columns),
    };
  }, [text, block, look.layer, look.head, look.specials]);
  if (!block || !shown) return null;
  const { matrix, queries, keys, places } = shown;
  const at = Math.max(0, places.rows.indexOf(selected));
  const select = (row: number) => onSelect(places.rows[row] ?? 0);
  const name = number === null ? '' : ` of text ${number}`;
  const drawn = { matrix, queries, keys, selected: at, onSelect: select, picture, label: name };
  return (
    <section
      aria-label={number === null ? 'Attention' : `Text ${number}`}
      className={
        // Side by side, both have their parts at the same height.
        number === null ? 'min-w-0' : 'min-w-0 xl:row-span-4 xl:grid xl:grid-cols-[minmax(0,1fr)] xl:grid-rows-subgrid'
      }
    >
      {number !== null && (
        <p dir="auto" className="mb-2 font-medium [overflow-wrap:anywhere]">
          {number}. {text.text}
        </p>
      )}
      <TokenStrip
        queries={queries}
        keys={block.kind === 'cross' ? keys : null}
        weights={rowOf(matrix, at)}
        selected={at}
        onSelect={select}
        label={name}
      />
      <div className="mt-4">
        {look.view === 'lines' && <LinesView {...drawn} />}
        {look.view === 'map' && <HeatMap {...drawn} />}
        {look.view === 'model' && (
          <ModelView block={block} places={places} look={look} onHead={onHead} picture={picture} label={name} />
        )}
        {look.view === 'token' && (
          <TokenDetail
            block={block}
            shown={shown}
            text={text}
            look={look}
            token={places.rows[at] ?? 0}
            picture={picture}
            label={name}
          />
        )}
      </div>
      <div className="mt-3 flex flex-wrap items-start justify-between gap-3">
        <MatrixTable matrix={matrix} queries={queries} keys={keys} label={name} />
        <ExportPicture
          name={`loupe-attention-${look.view}${number === null ? '' : `-${number}`}`}
          svg={() => picture.current}
          table={() => toTable(matrix, queries, keys)}
        />
      </div>
    </section>
  );
}
