import type { Failure } from '../contract/failure';
import { Prose } from '../ui/prose';

/** What went wrong and what to do, in two sentences; the code for a report. */
export function FailureText({ failure: { code, message, action } }: { failure: Failure }) {
  return (
    <div role="alert" className="text-danger text-xs [overflow-wrap:anywhere]">
      <p>
        <span className="font-medium">
          <Prose text={message} />
        </span>{' '}
        <Prose text={action} /> <code className="text-ink-soft">{code}</code>
      </p>
    </div>
  );
}
