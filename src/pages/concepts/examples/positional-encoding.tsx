import { useRef } from 'react';
import { angleOf, positionalEncoding } from '../../../lib/concepts/positional-encoding';
import { showNumber } from '../../../lib/concepts/show-number';
import { ExportPicture } from '../../../ui/export-picture';
import { Arithmetic, Part } from '../arithmetic';
import { defineExample, type ExampleViewProps } from '../example';
import { NumberKnob } from '../knob';
import { MatrixView } from '../matrix-editor';

const fields = {
  positions: { kind: 'number', label: 'Positions', default: 4, minimum: 1, maximum: 64, step: 1, integer: true },
  d_model: { kind: 'number', label: 'd_model', default: 4, minimum: 2, maximum: 64, step: 2, integer: true },
  base: { kind: 'number', label: 'Base', default: 100, minimum: 2, maximum: 1_000_000, step: 1 },
  position: { kind: 'number', label: 'Follow position', default: 1, minimum: 0, maximum: 63, step: 1, integer: true },
} as const;

/** A larger table is a picture alone. */
const TABLE_CELLS = 128;
const LINES_SHOWN = 8;

function View({ values: { positions, d_model, base, position }, set }: ExampleViewProps<typeof fields>) {
  const encoding = positionalEncoding(positions, d_model, base);
  const at = Math.min(position, positions - 1);
  const followed = (encoding[at] ?? []).slice(0, LINES_SHOWN);
  return (
    <div className="grid gap-4 xl:grid-cols-2">
      <Part title="Numbers">
        <NumberKnob field={fields.positions} value={positions} onChange={(next) => set({ positions: next })} />
        <NumberKnob field={fields.d_model} value={d_model} onChange={(next) => set({ d_model: next })} />
        <NumberKnob field={fields.base} value={base} onChange={(next) => set({ base: next })} />
        {positions > 1 && (
          <NumberKnob
            field={fields.position}
            value={position}
            maximum={positions - 1}
            onChange={(next) => set({ position: next })}
          />
        )}
      </Part>
      <Part title={`Arithmetic of position ${at}`}>
        <Arithmetic
          lines={followed.map((value, place): [string, string] => [
            `place ${place}`,
            `${place % 2 === 0 ? 'sin' : 'cos'}(${at} / ${showNumber(base)}^(${2 * Math.floor(place / 2)}/${d_model})) = ${place % 2 === 0 ? 'sin' : 'cos'}(${showNumber(angleOf(at, place, d_model, base))}) = ${showNumber(value, 8)}`,
          ])}
        />
        {d_model > LINES_SHOWN && <p className="text-ink-soft text-xs">… and {d_model - LINES_SHOWN} more places.</p>}
      </Part>
      <div className="xl:col-span-2">
        <Part title="All positions">
          <HeatMap encoding={encoding} marked={at} />
          {positions * d_model <= TABLE_CELLS && (
            <MatrixView label="PE, a row for each position" value={encoding} digits={4} marked={at} />
          )}
        </Part>
      </div>
    </div>
  );
}

const CELL = 14;

function HeatMap({ encoding, marked }: { encoding: number[][]; marked: number }) {
  const picture = useRef<SVGSVGElement>(null);
  const width = (encoding[0]?.length ?? 0) * CELL;
  const height = encoding.length * CELL;
  return (
    <figure className="grid gap-2">
      <svg
        ref={picture}
        role="img"
        aria-label={`Positional encoding of ${encoding.length} positions: from −1 (light) to 1 (dark)`}
        viewBox={`-2 -2 ${width + 4} ${height + 4}`}
        style={{ width: Math.min(900, Math.max(160, width * 1.6)) }}
        className="max-h-120 max-w-full"
      >
        {encoding.map((line, row) =>
          line.map((value, column) => (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: cells have no names but their places
              key={`${row} ${column}`}
              x={column * CELL}
              y={row * CELL}
              width={CELL - 0.5}
              height={CELL - 0.5}
              className="fill-bar"
              fillOpacity={(value + 1) / 2}
            />
          )),
        )}
        <rect
          x={-1}
          y={marked * CELL - 1}
          width={width + 1.5}
          height={CELL + 1.5}
          className="fill-none stroke-ink"
          strokeWidth={1}
        />
      </svg>
      <figcaption className="text-ink-soft text-xs">
        A row for each position, a column for each place; full colour is 1, none is −1.
      </figcaption>
      <ExportPicture
        name="loupe-positional-encoding"
        svg={() => picture.current}
        table={() => ({
          columns: ['position', ...(encoding[0] ?? []).map((_, place) => `place ${place}`)],
          rows: encoding.map((line, row) => [row, ...line]),
        })}
      />
    </figure>
  );
}

export const example = defineExample({
  id: 'positional-encoding',
  title: 'Positional encoding',
  order: 40,
  idea: 'Each position gets a pattern of waves, fast ones first, so that a model that sees all tokens at once can tell their order.',
  formula: 'PE(pos, 2i) = sin(pos / base^(2i/d)),  PE(pos, 2i+1) = cos(pos / base^(2i/d))',
  source: 'the usual small table for base 100 and d = 4; Vaswani et al. (2017) have base 10,000 and d = 512.',
  fields,
  presets: [
    { label: 'Base 10,000, as the paper', values: { base: 10_000, d_model: 16, positions: 16 } },
    { label: 'Waves: 64 × 64', values: { base: 10_000, d_model: 64, positions: 64 } },
  ],
  View,
});
