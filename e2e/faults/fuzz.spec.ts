import { expect, runOk, test } from '../app';
import { FaultServer } from './fault-server';
import { FUZZ_SCRIPT, type FuzzedTask, type FuzzReport } from './fuzz-inputs';
import { allTasks, fuzzedTask } from './fuzzed-tasks';
import { setHub } from './hub-page';
import { expectKept, plant } from './keepsakes';

const REQUESTS = 1000;
/** Another one is tried with `LOUPE_FUZZ_SEED`; the same seed gives the same requests. */
const SEED = Number(process.env.LOUPE_FUZZ_SEED ?? 20261121);

declare const fuzzTask: (task: FuzzedTask, seed: number, count: number) => Promise<FuzzReport>;

/** Ids of models that the fuzzer thinks of are asked for here, and are not found. */
let hub: FaultServer;
test.beforeAll(async () => {
  hub = await FaultServer.start({});
});
test.afterAll(() => hub.close());
test.use({ allowedHosts: async ({ baseURL: _ }, use) => use([hub.origin]) });

for (const task of await allTasks()) {
  test(`1,000 fuzzed inputs: ${task.id}`, async ({ page, context }) => {
    test.info().annotations.push({ type: 'seed', description: String(SEED) });
    await setHub(context, hub);
    await context.addInitScript({ content: FUZZ_SCRIPT });
    const keepsakes = await plant(page);
    const report = await page.evaluate(
      async ([fuzzed, seed, count]) => {
        for (const [name, spec] of Object.entries(fuzzed.inputs)) {
          if (spec.type !== 'image') continue;
          const canvas = new OffscreenCanvas(64, 64);
          canvas.getContext('2d')?.fillRect(8, 8, 30, 30);
          fuzzed.base[name] = await canvas.convertToBlob();
        }
        return fuzzTask(fuzzed, seed, count);
      },
      [fuzzedTask(task), SEED, REQUESTS] as const,
    );
    expect(report.wrong, `seed ${SEED}, ${JSON.stringify(report.codes)}`).toEqual([]);
    expect(Object.values(report.codes).reduce((sum, times) => sum + times, 0)).toBe(REQUESTS);
    // Enough got through to the model, and enough did not, for this to mean something.
    expect(report.codes.ok).toBeGreaterThan(5);
    expect(Object.keys(report.codes).length).toBeGreaterThan(3);
    await runOk(page, 'text-classification', { text: 'A fine film.' });
    await expectKept(page, keepsakes);
  });
}
