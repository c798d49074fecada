// Sizes against their budgets, and the app against bare transformers.js. `--quick`: fewer runs; `--webgpu`: also on
// the software adapter; `--only translation`: one task. Time is told, never judged: only bytes over budget, or something that does not run, fail.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { measureBytes } from './bytes.mjs';
import { report } from './report.mjs';
import { openBrowser, openSite } from './site.mjs';
import { measureTime } from './time.mjs';

const RESULTS = '.cache/bench/results.json';

/** A model that never loads must not keep the bench waiting for ever. */
const LIMIT_MS = 25 * 60_000;

const { values: flags } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    webgpu: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});
setTimeout(() => {
  process.stderr.write('The bench did not end in time.\n');
  process.exit(1);
}, LIMIT_MS).unref();
process.chdir(path.join(import.meta.dirname, '..'));
const site = await openSite();
const browser = await openBrowser(flags.webgpu);
try {
  const bytes = await measureBytes(site, browser);
  const pairs = { wasm: flags.quick ? 5 : 15, webgpu: flags.webgpu ? (flags.quick ? 3 : 5) : 0 };
  const time = await measureTime(site, browser, pairs, flags.quick ? 0 : 15_000, flags.only);
  const results = { date: new Date().toISOString(), chromium: browser.version(), bytes, time };
  mkdirSync(path.dirname(RESULTS), { recursive: true });
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
  process.stdout.write(`\n${report(results)}`);
  process.exitCode = bytes.rows.some((row) => row.verdict === 'over') ? 1 : 0;
} finally {
  await browser.close();
  await site.close();
}
