import { useEffect, useState } from 'react';
import type { Capabilities } from '../contract/capabilities';
import { engine } from './engine';
import { whenIdle } from './when-idle';

/** What this browser can do; null until the worker has said. Asked when the page is idle: it starts the worker. */
export function useCapabilities(): Capabilities | null {
  const [capabilities, setCapabilities] = useState<Capabilities | null>(null);
  useEffect(() => {
    let gone = false;
    const cancel = whenIdle(() => {
      void engine.capabilities().then((answer) => !gone && setCapabilities(answer));
    });
    return () => {
      gone = true;
      cancel();
    };
  }, []);
  return capabilities;
}
