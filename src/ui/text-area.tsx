import type { ReactNode } from 'react';
import { useId } from 'react';
import { formatAmount, formatCount } from '../lib/format';

interface TextAreaProps {
  label: string;
  help: string;
  value: string;
  placeholder: string;
  maximum: number;
  rows?: number;
  onChange(value: string): void;
  /** Controls beside the label. */
  children?: ReactNode;
  /** What is counted beneath the text, in place of its characters. */
  count?: ReactNode;
}

/** A labelled text field with its length. It never cuts: too long a text is said, and refused when it is run. */
export function TextArea(props: TextAreaProps) {
  const { label, help, value, placeholder, maximum, rows = 5, onChange, children, count } = props;
  const id = useId();
  const over = value.length > maximum;
  return (
    <div>
      <div className="mb-1.5 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {children}
      </div>
      <textarea
        id={id}
        dir="auto"
        rows={rows}
        value={value}
        placeholder={placeholder}
        aria-describedby={`${id}-help`}
        aria-invalid={over}
        onChange={(event) => onChange(event.target.value)}
        className="block w-full resize-y rounded-panel border border-line-strong bg-surface px-3.5 py-2.5 text-base"
      />
      <p id={`${id}-help`} className="mt-1 flex justify-between gap-4 text-ink-soft text-xs">
        <span>{help}</span>
        {value.length > 0 && (
          <span className={over ? 'shrink-0 text-danger' : 'shrink-0 tabular-nums'}>
            {over
              ? `${formatCount(value.length)} of at most ${formatCount(maximum)} characters`
              : (count ?? formatAmount(value.length, 'character'))}
          </span>
        )}
      </p>
    </div>
  );
}
