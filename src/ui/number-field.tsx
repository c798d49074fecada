import { clsx } from 'clsx';
import { Slider } from 'radix-ui';
import { useEffect, useState } from 'react';

interface NumberFieldProps {
  id: string;
  label: string;
  value: number;
  minimum: number;
  maximum: number;
  step: number;
  invalid: boolean;
  describedBy?: string | undefined;
  onChange(value: number): void;
}

/** A slider and a box for the same number. The box takes what is typed, even when it is out of range. */
export function NumberField({
  id,
  label,
  value,
  minimum,
  maximum,
  step,
  invalid,
  describedBy,
  onChange,
}: NumberFieldProps) {
  const [text, setText] = useState(String(value));
  useEffect(() => {
    setText((current) => (Number(current) === value || Number.isNaN(value) ? current : String(value)));
  }, [value]);
  return (
    <div className="flex items-center gap-3">
      <Slider.Root
        min={minimum}
        max={maximum}
        step={step}
        value={[Number.isFinite(value) ? Math.min(maximum, Math.max(minimum, value)) : minimum]}
        onValueChange={([next]) => next !== undefined && onChange(Number(next.toFixed(6)))}
        className="relative flex h-8 grow touch-none items-center"
      >
        <Slider.Track className="relative h-1 grow rounded-full bg-line">
          <Slider.Range className="absolute h-full rounded-full bg-accent" />
        </Slider.Track>
        <Slider.Thumb
          aria-label={label}
          className="block size-4 rounded-full border-2 border-accent bg-surface hover:bg-accent-soft"
        />
      </Slider.Root>
      <input
        id={id}
        type="number"
        inputMode="decimal"
        min={minimum}
        max={maximum}
        step={step}
        value={text}
        aria-invalid={invalid}
        aria-describedby={describedBy}
        onChange={(event) => {
          setText(event.target.value);
          onChange(event.target.value.trim() === '' ? Number.NaN : Number(event.target.value));
        }}
        className={clsx(
          'h-8 rounded-control border bg-surface px-2 text-right font-mono text-sm',
          step < 0.001 ? 'w-27' : 'w-19',
          invalid ? 'border-danger' : 'border-line-strong',
        )}
      />
    </div>
  );
}
