import { test as base, expect, runOk } from '../app';
import { FaultServer, type FaultServerOptions } from './fault-server';
import { setHub } from './hub-page';
import { expectKept, type Keepsakes, plant } from './keepsakes';

/** The built app, for tests that serve a copy of it themselves. */
export const BUILD = process.env.LOUPE_DIST ?? 'dist';

export const TEXT = 'A fine film.';

/**
 * A test of one fault. Each begins with a page on which a person has made something, and ends, whatever the fault was,
 * with a run that succeeds on that page, without a reload, and with everything that the person had made.
 */
export const test = base.extend<{
  hub: FaultServer;
  hubOptions: FaultServerOptions;
  /** An access token as the settings keep it; empty for none. */
  token: string;
  keepsakes: Keepsakes;
}>({
  hubOptions: [{}, { option: true }],
  token: ['', { option: true }],
  hub: async ({ hubOptions }, use) => {
    const hub = await FaultServer.start({}, hubOptions);
    await use(hub);
    await hub.close();
  },
  allowedHosts: async ({ hub }, use) => use([hub.origin, hub.cdnOrigin]),
  keepsakes: [
    async ({ page, context, hub, token, serviceWorkers }, use) => {
      // Which mirror may be asked is the service worker's to say: without one the page would wait for it in vain.
      if (serviceWorkers !== 'block') await setHub(context, hub, token);
      const kept = await plant(page);
      await use(kept);
      const { run } = await runOk(page, 'text-classification', { text: TEXT });
      expect(run.status).toBe('done');
      await expectKept(page, kept);
    },
    { auto: true },
  ],
});

export { expect };
