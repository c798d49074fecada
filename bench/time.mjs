import { visit } from './site.mjs';
import { ratioOf } from './statistics.mjs';

// The engine compiles hot WebAssembly again in the background during the first runs.
const WARM_UPS = { wasm: 10, webgpu: 1 };

/**
 * The app against bare transformers.js, or against itself, in one page, by turns.
 * @param {{ wasm: number, webgpu: number }} pairs runs of each side on each device, at least; 0 leaves the device out
 * @param {number} leastMs how long the pairs of one case go on
 * @param {string | undefined} only the one task to measure
 */
export async function measureTime(site, browser, pairs, leastMs, only) {
  const { page, close } = await visit(browser, site.origin);
  await page.addScriptTag({ url: '/bench.js', type: 'module' });
  await page.waitForFunction('globalThis.bench');
  const { wasm, crossOriginIsolated } = await page.evaluate('bench.capabilities()');
  const cases = await page.evaluate('bench.cases');
  const wanted = (index) => !only || cases[index].task === only;
  const rows = [];
  for (const device of ['wasm', 'webgpu'].filter((name) => pairs[name] > 0)) {
    for (const index of indexes(cases, device).filter(wanted)) {
      const call = `bench.compare(${index}, '${device}', ${pairs[device]}, ${leastMs}, ${WARM_UPS[device]})`;
      const samples = await page.evaluate(call);
      rows.push({ ...samples, ...ratioOf(samples, samples.budget) });
    }
  }
  const memory = !only || only === 'text-to-image' ? await page.evaluate('bench.vaeMemory()') : null;
  await close();
  return { memory, threads: wasm.threads, crossOriginIsolated, rows };
}

const indexes = (cases, device) => [...cases.keys()].filter((index) => cases[index].devices.includes(device));
