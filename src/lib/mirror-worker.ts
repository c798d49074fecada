import { MIRROR_PARAMETER, mirrorOrigin } from '../contract/content-security-policy';
import { withTimeLimit } from './time-limit';

/** Installing the service worker means fetching the app once. */
const CONTROL_LIMIT_MS = 30_000;

const HUB = 'https://huggingface.co';

/** The origin of a mirror that needs a policy of its own; null for the Hub, which every policy names. */
const mirrorOf = (hub: string): string | null => {
  const origin = mirrorOrigin(hub);
  return origin === HUB ? null : origin;
};

/**
 * The address to start a worker by that downloads from a mirror of the Hub. A worker's policy comes with its script:
 * that of a host knows the Hub alone, so the service worker answers with one that also names the mirror.
 * @param script address of the worker's script, from a `?worker&url` import
 * @param hub the Hub or a mirror
 */
export function mirrorWorkerAddress(script: string, hub: string): string {
  const url = new URL(script, document.baseURI);
  const mirror = mirrorOf(hub);
  if (mirror) url.searchParams.set(MIRROR_PARAMETER, mirror);
  return url.href;
}

/**
 * Resolves once workers that are started by {@link mirrorWorkerAddress} may reach the mirror: on a first visit when the
 * service worker has taken over. Gives up silently: without one (private windows) the host's own policy decides.
 */
export async function mirrorReady(hub: string): Promise<void> {
  const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!import.meta.env.PROD || !mirrorOf(hub) || !container || container.controller) return;
  const controlled = new Promise<void>((resolve) => {
    container.addEventListener('controllerchange', () => resolve(), { once: true });
  });
  // A page that was reloaded past the service worker has to ask for it.
  void container.ready.then(({ active }) => active?.postMessage({ type: 'CLAIM' }));
  await withTimeLimit(controlled, CONTROL_LIMIT_MS).catch(() => {});
}
