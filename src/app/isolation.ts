import { openStorage } from '../lib/key-value-store';
import { engine } from './engine';

const TRIED = 'loupe.isolation-tried';
const storage = openStorage(() => sessionStorage);

/**
 * On a host that cannot send COOP and COEP the first visit is not cross-origin isolated, and WASM has one thread. The
 * service worker adds the headers; once it has taken over, one reload brings them into force. Drafts are stored, so
 * nothing typed is lost, and it is tried once in a tab only.
 */
export function isolateThroughServiceWorker(): void {
  if (window.crossOriginIsolated || !('serviceWorker' in navigator) || storage.getItem(TRIED)) return;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    // A run is worth more than threads; the next visit is isolated anyway.
    if (engine.status().worker === 'busy') return;
    storage.setItem(TRIED, '1');
    location.reload();
  });
}
