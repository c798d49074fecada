import type { BrowserContext } from '@playwright/test';
import type { FaultServer } from './fault-server';

/** Makes a server the mirror that pages of this context fetch models from, from their first visit on. */
export async function setHub(context: BrowserContext, hub: Pick<FaultServer, 'origin'>, hubToken = ''): Promise<void> {
  await context.addInitScript(
    ([hubHost, token]) => {
      try {
        localStorage.setItem('loupe.settings', JSON.stringify({ theme: 'system', hubHost, hubToken: token }));
      } catch {
        // A frame without an origin of its own has no storage.
      }
    },
    [`${hub.origin}/`, hubToken] as const,
  );
}

/** Code that runs before a worker's own, so that a browser can be made to misbehave in there. */
export async function patchWorker(
  context: BrowserContext,
  worker: 'inference' | 'models',
  code: string,
): Promise<void> {
  await context.route(`**/${worker}.worker-*.js`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${code};\n${await response.text()}` });
  });
}
