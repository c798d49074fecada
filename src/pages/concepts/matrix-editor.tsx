import { clsx } from 'clsx';
import { Minus, Plus } from 'lucide-react';
import type { Matrix } from '../../lib/concepts/matrix';
import { showNumber } from '../../lib/concepts/show-number';
import { Button } from '../../ui/button';
import { NumberInput } from './number-input';

interface VectorEditorProps {
  label: string;
  value: readonly number[];
  onChange(value: number[]): void;
  /** How few and how many numbers there may be; left out, their number is fixed. */
  between?: readonly [number, number];
}

/** A row of numbers, longer or shorter as one likes. */
export function VectorEditor({ label, value, onChange, between }: VectorEditorProps) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-medium text-xs">{label}</legend>
      <div className="flex flex-wrap items-center gap-1">
        {value.map((number, at) => (
          <NumberInput
            // biome-ignore lint/suspicious/noArrayIndexKey: numbers have no names but their places
            key={at}
            label={`${label}, number ${at + 1}`}
            value={number}
            onChange={(next) => onChange(value.map((old, other) => (other === at ? next : old)))}
          />
        ))}
        {between && (
          <>
            <Button
              size="small"
              variant="quiet"
              aria-label={`One number less in ${label}`}
              disabled={value.length <= between[0]}
              onClick={() => onChange(value.slice(0, -1))}
            >
              <Minus aria-hidden className="size-3.5" />
            </Button>
            <Button
              size="small"
              variant="quiet"
              aria-label={`One number more in ${label}`}
              disabled={value.length >= between[1]}
              onClick={() => onChange([...value, 0])}
            >
              <Plus aria-hidden className="size-3.5" />
            </Button>
          </>
        )}
      </div>
    </fieldset>
  );
}

interface MatrixEditorProps {
  label: string;
  value: Matrix;
  onChange(value: number[][]): void;
}

/** A matrix to type into. */
export function MatrixEditor({ label, value, onChange }: MatrixEditorProps) {
  const change = (row: number, column: number, next: number) =>
    onChange(value.map((line, at) => line.map((old, place) => (at === row && place === column ? next : old))));
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-medium text-xs">
        {label} <span className="font-normal text-ink-soft">{shapeWords(value)}</span>
      </legend>
      <div className="grid w-fit max-w-full gap-1 overflow-x-auto border-line-strong border-x px-1 py-0.5">
        {value.map((line, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no names but their places
          <div key={row} className="flex gap-1">
            {line.map((number, column) => (
              <NumberInput
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                key={column}
                label={`${label}, row ${row + 1}, column ${column + 1}`}
                value={number}
                onChange={(next) => change(row, column, next)}
                // Eight of them fit beside each other in half a window.
                {...(line.length > 6 ? { className: 'w-11 text-xs' } : {})}
              />
            ))}
          </div>
        ))}
      </div>
    </fieldset>
  );
}

interface MatrixViewProps {
  label: string;
  value: Matrix;
  digits?: number;
  /** A row that stands out. */
  marked?: number;
  /** Shades cells from 0 to this number. */
  shadeTo?: number;
}

/** A matrix that was computed. */
export function MatrixView({ label, value, digits = 3, marked, shadeTo }: MatrixViewProps) {
  return (
    <div className="min-w-0">
      <p className="mb-1 font-medium text-xs">
        {label} <span className="font-normal text-ink-soft">{shapeWords(value)}</span>
      </p>
      <section
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it may be wider than the window, and must scroll by keyboard
        tabIndex={0}
        className="w-fit max-w-full overflow-x-auto border-line-strong border-x px-1"
      >
        <table aria-label={label} className="font-mono text-xs tabular-nums">
          <tbody>
            {value.map((line, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no names but their places
              <tr key={row} className={clsx(row === marked && 'font-semibold')}>
                {line.map((number, column) => (
                  <td
                    // biome-ignore lint/suspicious/noArrayIndexKey: as above
                    key={column}
                    className="h-7 min-w-12 rounded-[3px] px-1.5 text-center"
                    style={shadeTo === undefined ? undefined : { background: shade(number / shadeTo) }}
                  >
                    {showNumber(number, digits)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

/** Text stays readable on it, in light and in dark. */
const shade = (share: number): string =>
  `color-mix(in oklab, var(--color-accent-soft) ${Math.round(Math.min(1, Math.max(0, share)) * 100)}%, var(--color-surface))`;

const shapeWords = (matrix: Matrix): string => `${matrix.length} × ${matrix[0]?.length ?? 0}`;
