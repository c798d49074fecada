// npm test: installs what is missing, Chromium too, and runs types, lint, unit and end-to-end tests.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { check, UNIT_REPORT } from './check.mjs';
import { chromiumPath } from './chromium.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { step, tool } from './step.mjs';

const E2E_REPORT = '.cache/e2e.json';

function ensureChromium() {
  if (chromiumPath()) return true;
  const isRoot = process.getuid?.() === 0;
  if (isRoot && existsSync('/usr/bin/apt-get')) {
    return (
      step('Package lists', 'apt-get', ['update', '-qq']) &&
      step('Installing Chromium', 'apt-get', ['install', '-y', '-qq', 'chromium'], {
        DEBIAN_FRONTEND: 'noninteractive',
      })
    );
  }
  return step('Installing Chromium for Playwright', tool('playwright'), ['install', 'chromium']);
}

const readReport = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {});

/** The closing line: how many tests ran and how they went. */
function printCounts() {
  const unit = readReport(UNIT_REPORT);
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = readReport(E2E_REPORT).stats ?? {};
  const passed = (unit.numPassedTests ?? 0) + expected;
  const failed = (unit.numFailedTests ?? 0) + unexpected + flaky;
  console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
}

for (const report of [UNIT_REPORT, E2E_REPORT]) rmSync(report, { force: true });
ensureInstalled();
const passed =
  check() &&
  ensureChromium() &&
  step('Building', tool('vite'), ['build', '--logLevel', 'warn']) &&
  step('End-to-end tests', tool('playwright'), ['test'], { PLAYWRIGHT_JSON_OUTPUT_NAME: E2E_REPORT });
printCounts();
process.exit(passed ? 0 : 1);
