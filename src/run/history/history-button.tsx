import { History } from 'lucide-react';
import { type ReactNode, Suspense, useState } from 'react';
import { Button } from '../../ui/button';
import { lazyPart } from '../../ui/lazy-part';
import type { RunState } from '../run-state';

const HistoryDialog = lazyPart(() => import('./history-dialog'));

/** The runs of the past of this tab. @param result draws one, as the tab does */
export function HistoryButton({ result }: { result(run: RunState): ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" variant="quiet" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <History aria-hidden className="size-3.5" />
        History
      </Button>
      {open && (
        <Suspense>
          <HistoryDialog result={result} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
