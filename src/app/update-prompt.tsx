import { useRegisterSW } from 'virtual:pwa-register/react';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';

/** Registers the service worker and says when a new version waits. Nothing is reloaded until the user says so. */
export function UpdatePrompt() {
  const {
    needRefresh: [waiting, setWaiting],
    updateServiceWorker,
  } = useRegisterSW();
  if (!waiting) return null;
  return (
    <div className="fixed right-4 bottom-4 z-50 max-w-sm rounded-panel bg-surface shadow-pop">
      <Callout
        tone="info"
        role="status"
        actions={
          <>
            <Button size="small" variant="primary" onClick={() => void updateServiceWorker(true)}>
              Update
            </Button>
            <Button size="small" onClick={() => setWaiting(false)}>
              Later
            </Button>
          </>
        }
      >
        A new version of Loupe is ready. What you typed is kept.
      </Callout>
    </div>
  );
}
