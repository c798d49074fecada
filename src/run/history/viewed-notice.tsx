import { Play, SlidersHorizontal, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { formatMoment } from '../../lib/format';
import { Button } from '../../ui/button';
import { Callout } from '../../ui/callout';
import { useTaskStore } from '../use-task-store';
import { CutNotice } from './cut-notice';

/** Says that what is shown below is a run of the past, and what can be done with it. */
export function ViewedNotice() {
  const viewed = useTaskStore((state) => state.viewed);
  const takeSettings = useTaskStore((state) => state.takeSettings);
  const restart = useTaskStore((state) => state.restart);
  const close = useTaskStore((state) => state.closeViewed);
  const busy = useTaskStore((state) => state.run.status === 'running');
  const box = useRef<HTMLDivElement>(null);
  const opened = viewed?.why === 'opened' ? viewed.item.id : null;
  useEffect(() => {
    // The dialog that it was opened from is gone, and the result may be below the fold.
    if (opened) box.current?.focus();
  }, [opened]);
  if (!viewed) return null;
  const { item, settings, why } = viewed;
  return (
    <div ref={box} tabIndex={-1} className="grid gap-2 rounded-panel">
      <Callout
        tone="info"
        role="status"
        actions={
          <>
            {settings && (
              <Button size="small" onClick={() => takeSettings(settings)}>
                <SlidersHorizontal aria-hidden className="size-3.5" />
                Use these settings
              </Button>
            )}
            {settings && !busy && (
              <Button
                size="small"
                onClick={() => {
                  takeSettings(settings);
                  void restart();
                }}
              >
                <Play aria-hidden className="size-3.5" />
                Run again
              </Button>
            )}
            <Button size="small" variant="quiet" onClick={close}>
              <X aria-hidden className="size-3.5" />
              Close
            </Button>
          </>
        }
      >
        {why === 'reloaded' ? 'Your last result, kept from' : 'A run of the past, from'} {formatMoment(item.at)}.
      </Callout>
      <CutNotice cut={item.cut} />
    </div>
  );
}
