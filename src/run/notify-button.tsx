import { BellRing } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../ui/button';

/** Runs that last longer than this are worth a notification. */
const LONG_MS = 5000;

/** Asks the browser whether Loupe may tell that a run is over; only there while it has not been asked, in a long run. */
export function NotifyButton({ elapsed }: { elapsed: number }) {
  const [asked, setAsked] = useState(false);
  if (asked || elapsed < LONG_MS || !('Notification' in window) || Notification.permission !== 'default') return null;
  const ask = async () => {
    await Notification.requestPermission();
    setAsked(true);
  };
  return (
    <Button size="small" variant="quiet" className="mt-1" onClick={() => void ask()}>
      <BellRing aria-hidden className="size-3.5" />
      Notify me when it is done
    </Button>
  );
}
