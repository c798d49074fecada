import { clsx } from 'clsx';
import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

const TONES = {
  info: { box: 'border-line bg-surface', icon: 'text-accent', Icon: Info },
  warn: { box: 'border-warn/40 bg-warn-soft', icon: 'text-warn', Icon: TriangleAlert },
  danger: { box: 'border-danger/50 bg-danger-soft', icon: 'text-danger', Icon: CircleAlert },
} as const;

interface CalloutProps {
  tone: keyof typeof TONES;
  role?: 'status' | 'alert';
  children: ReactNode;
  actions?: ReactNode;
}

/** A box that says something beside the normal course of things. */
export function Callout({ tone, role, children, actions }: CalloutProps) {
  const { box, icon, Icon } = TONES[tone];
  return (
    <div
      role={role}
      className={clsx('flex flex-wrap items-start gap-x-3 gap-y-2 rounded-panel border px-3.5 py-3', box)}
    >
      <Icon aria-hidden className={clsx('mt-0.5 size-4 shrink-0', icon)} />
      <div className="min-w-0 flex-1 basis-56 [overflow-wrap:anywhere]">{children}</div>
      {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
    </div>
  );
}
