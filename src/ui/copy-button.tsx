import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from './button';

interface CopyButtonProps {
  label: string;
  /** Made when it is needed. */
  text(): string;
}

export function CopyButton({ label, text }: CopyButtonProps) {
  const [state, setState] = useState<'ready' | 'copied' | 'refused'>('ready');
  useEffect(() => {
    if (state === 'ready') return;
    const timer = setTimeout(() => setState('ready'), 1800);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = () =>
    navigator.clipboard.writeText(text()).then(
      () => setState('copied'),
      () => setState('refused'),
    );
  const Icon = state === 'copied' ? Check : Copy;
  return (
    <Button size="small" variant="quiet" onClick={copy}>
      <Icon aria-hidden className="size-3.5" />
      <span aria-live="polite">
        {state === 'copied' ? 'Copied' : state === 'refused' ? 'The browser refused' : label}
      </span>
    </Button>
  );
}
