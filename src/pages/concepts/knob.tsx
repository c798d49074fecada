import { useId } from 'react';
import { type Field, fits } from '../../lib/concepts/fields';
import { NumberField } from '../../ui/number-field';
import { Switch } from '../../ui/switch';

interface NumberKnobProps {
  field: Extract<Field, { kind: 'number' }>;
  value: number;
  /** The most that fits now, where that is less than the field allows. */
  maximum?: number;
  onChange(value: number): void;
}

/** A slider with a box. A number out of range is not taken over, and said so. */
export function NumberKnob({ field, value, maximum = field.maximum, onChange }: NumberKnobProps) {
  const id = useId();
  return (
    <div className="min-w-0 max-w-md">
      <label htmlFor={id} className="font-medium text-xs">
        {field.label}
      </label>
      <NumberField
        id={id}
        label={field.label}
        value={Math.min(value, maximum)}
        minimum={field.minimum}
        maximum={maximum}
        step={field.step}
        invalid={!fits({ ...field, maximum }, Math.min(value, maximum))}
        onChange={(next) => {
          if (fits({ ...field, maximum }, next)) onChange(next);
        }}
      />
    </div>
  );
}

export function SwitchKnob({
  label,
  value,
  onChange,
}: {
  label: string;
  value: boolean;
  onChange(value: boolean): void;
}) {
  const id = useId();
  return (
    <div className="flex items-center gap-2">
      <Switch id={id} checked={value} onChange={onChange} />
      <label htmlFor={id} className="text-sm">
        {label}
      </label>
    </div>
  );
}
