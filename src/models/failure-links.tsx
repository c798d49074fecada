import { ExternalLink } from 'lucide-react';
import type { FailureCode } from '../contract/failure';

const LINK = 'inline-flex min-h-7 items-center gap-1 rounded-control px-2 underline';

interface FailureLinksProps {
  code: FailureCode;
  /** The model's page at its host. */
  page: string;
  /** Not the page of the models itself, where token and host are set. */
  elsewhere?: boolean;
}

/** Terms are accepted on the model's page, token and host are set on ours. */
export function FailureLinks({ code, page, elsewhere = true }: FailureLinksProps) {
  const barred = code === 'model-gated' || code === 'access-denied';
  const toModels = barred ? 'Set an access token' : code === 'origin-refused' ? 'Change the host' : null;
  return (
    <>
      {barred && (
        <a href={page} target="_blank" rel="noreferrer" className={LINK}>
          Its page
          <ExternalLink aria-hidden className="size-3" />
        </a>
      )}
      {toModels && elsewhere && (
        <a href="#/models" className={LINK}>
          {toModels}
        </a>
      )}
    </>
  );
}
