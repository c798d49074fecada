import { clsx } from 'clsx';
import { useEffect, useState } from 'react';

interface NumberInputProps {
  label: string;
  value: number;
  onChange(value: number): void;
  /** Its width, and the size of its letters. */
  className?: string;
}

/** One number of a vector or a matrix. What is typed stays until it is a number, and says so meanwhile. */
export function NumberInput({ label, value, onChange, className }: NumberInputProps) {
  const [text, setText] = useState(String(value));
  useEffect(() => {
    setText((current) => (Number(current) === value && current.trim() !== '' ? current : String(value)));
  }, [value]);
  const typed = text.trim() === '' ? Number.NaN : Number(text.replace(',', '.'));
  const invalid = !Number.isFinite(typed) || Math.abs(typed) > 1e6;
  return (
    <input
      type="text"
      inputMode="decimal"
      aria-label={label}
      aria-invalid={invalid}
      title={invalid ? 'A number from -1,000,000 to 1,000,000' : undefined}
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        const next = event.target.value.trim() === '' ? Number.NaN : Number(event.target.value.replace(',', '.'));
        if (Number.isFinite(next) && Math.abs(next) <= 1e6) onChange(next);
      }}
      onKeyDown={(event) => {
        const by = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
        if (by === 0 || invalid) return;
        event.preventDefault();
        onChange(Number((typed + by * (event.shiftKey ? 1 : 0.1)).toFixed(6)));
      }}
      className={clsx(
        'h-8 rounded-control border bg-surface px-1 text-center font-mono tabular-nums',
        invalid ? 'border-danger' : 'border-line-strong',
        className ?? 'w-14 text-sm',
      )}
    />
  );
}
