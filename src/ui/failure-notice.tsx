import type { Failure, Remedy } from '../contract/failure';
import { Button } from './button';
import { Callout } from './callout';
import { Prose } from './prose';

const REMEDY_LABELS: Record<Remedy, string> = {
  retry: 'Try again',
  'use-automatic-device': 'Choose device by itself',
  'use-starter-model': 'Use the starter model',
  'edit-input': 'Go to the input',
  reload: 'Reload',
  'manage-models': 'Open models',
};

interface FailureNoticeProps {
  failure: Failure;
  onRemedy(remedy: Remedy, failure: Failure): void;
}

/** What went wrong, what to do, and a button that does it. */
export function FailureNotice({ failure, onRemedy }: FailureNoticeProps) {
  const { code, message, action, remedy, detail, field } = failure;
  return (
    <Callout
      tone="danger"
      role="alert"
      actions={
        remedy && (
          <Button size="small" onClick={() => onRemedy(remedy, failure)}>
            {code.startsWith('parameter') && field ? `Go to ${field}` : REMEDY_LABELS[remedy]}
          </Button>
        )
      }
    >
      <p className="font-medium">
        <Prose text={message} />
      </p>
      <p className="mt-0.5">
        <Prose text={action} />
      </p>
      <details className="mt-1.5 text-ink-soft text-xs">
        <summary className="w-fit">
          <code>{code}</code>
        </summary>
        {detail && <pre className="mt-1 max-h-40 overflow-auto whitespace-pre-wrap font-mono">{detail}</pre>}
      </details>
    </Callout>
  );
}
