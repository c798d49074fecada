import { clsx } from 'clsx';
import type { KeyboardEvent } from 'react';

interface TextLineProps {
  id: string;
  label: string;
  /** Names that Hugging Face gave are set as code. */
  mono?: boolean;
  type?: 'text' | 'url' | 'password';
  value: string;
  onChange(value: string): void;
  onBlur?(): void;
  onKeyDown?(event: KeyboardEvent<HTMLInputElement>): void;
  placeholder?: string;
  hint?: string;
  problem?: string | null;
}

/** One line of text with its label, a hint, and what is wrong with it. */
export function TextLine({
  id,
  label,
  mono = false,
  type = 'text',
  value,
  onChange,
  onBlur,
  onKeyDown,
  placeholder,
  hint,
  problem = null,
}: TextLineProps) {
  const described = [hint ? `${id}-hint` : '', problem ? `${id}-problem` : ''].filter(Boolean).join(' ');
  return (
    <div>
      <label htmlFor={id} className={clsx('font-medium', mono && 'font-mono text-xs')}>
        {label}
      </label>
      <input
        id={id}
        type={type}
        inputMode={type === 'url' ? 'url' : undefined}
        value={value}
        placeholder={placeholder}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="none"
        aria-invalid={problem ? true : undefined}
        aria-describedby={described || undefined}
        onChange={({ target }) => onChange(target.value)}
        onBlur={onBlur}
        onKeyDown={onKeyDown}
        className={clsx(
          'mt-1 h-8 w-full rounded-control border bg-surface px-2.5 text-sm',
          problem ? 'border-danger' : 'border-line-strong',
        )}
      />
      {hint && (
        <p id={`${id}-hint`} className="mt-1 text-ink-soft text-xs">
          {hint}
        </p>
      )}
      {problem && (
        <p id={`${id}-problem`} role="alert" className="mt-1 text-danger text-xs">
          {problem}
        </p>
      )}
    </div>
  );
}
