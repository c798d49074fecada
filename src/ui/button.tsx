import { clsx } from 'clsx';
import type { ComponentProps } from 'react';

const VARIANTS = {
  primary: 'bg-accent text-on-accent hover:bg-accent-hover',
  secondary: 'border border-line-strong bg-surface text-ink hover:bg-hover',
  danger: 'border border-danger bg-surface text-danger hover:bg-danger-soft',
  quiet: 'text-ink-soft hover:bg-hover hover:text-ink',
} as const;

interface ButtonProps extends ComponentProps<'button'> {
  variant?: keyof typeof VARIANTS;
  size?: 'normal' | 'small';
}

export function Button({ variant = 'secondary', size = 'normal', className, ...props }: ButtonProps) {
  return (
    <button
      type="button"
      className={clsx(
        'inline-flex items-center justify-center gap-1.5 whitespace-nowrap rounded-control font-medium',
        'disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50',
        size === 'small' ? 'min-h-7 px-2 text-xs' : 'min-h-9 px-3.5 text-sm',
        VARIANTS[variant],
        className,
      )}
      {...props}
    />
  );
}
