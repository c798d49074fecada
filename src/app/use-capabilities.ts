import { useEffect, useState } from 'react';
import type { Capabilities } from '../contract/capabilities';
import { engine } from './engine';

/** What this browser can do; null until the worker has said. Asked when the page is idle: it starts the worker. */
export function useCapabilities(): Capabilities | null {
  const [capabilities, setCapabilities] = useState<Capabilities | null>(null);
  useEffect(() => {
    let gone = false;
    const ask = () => engine.capabilities().then((answer) => !gone && setCapabilities(answer));
    if ('requestIdleCallback' in window) requestIdleCallback(ask, { timeout: 1000 });
    else setTimeout(ask, 200);
    return () => {
      gone = true;
    };
  }, []);
  return capabilities;
}
