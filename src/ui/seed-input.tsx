import { clsx } from 'clsx';

interface SeedInputProps {
  id: string;
  value: unknown;
  invalid: boolean;
  describedBy: string | undefined;
  /** Null where the field was emptied; NaN where it holds no number yet. */
  onChange(seed: number | null): void;
  className?: string;
}

/** A seed, or nothing: then each run draws one. */
export function SeedInput({ id, value, invalid, describedBy, onChange, className }: SeedInputProps) {
  return (
    <input
      id={id}
      type="number"
      min={0}
      max={2 ** 32 - 1}
      step={1}
      placeholder="new on each run"
      value={typeof value === 'number' && Number.isFinite(value) ? value : ''}
      aria-invalid={invalid}
      aria-describedby={describedBy}
      onChange={({ target }) =>
        onChange(target.value === '' && !target.validity.badInput ? null : Number(target.value || Number.NaN))
      }
      className={clsx('h-8 rounded-control border border-line-strong bg-surface px-2 font-mono text-sm', className)}
    />
  );
}
