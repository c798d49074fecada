// npm run check: types, lint, unit tests and the starter models' fixtures.
import { ensureInstalled } from './ensure-installed.mjs';
import { step, tool } from './step.mjs';

export const UNIT_REPORT = '.cache/unit.json';

/** @returns {boolean} whether everything passed; it stops at the first that did not */
export function check() {
  const types = (realm) => step(`Types, ${realm}`, tool('tsc'), ['-p', `tsconfig.${realm}.json`]);
  return (
    types('app') &&
    types('worker') &&
    types('node') &&
    types('parity') &&
    step('Lint', tool('biome'), ['check', '--error-on-warnings', '.']) &&
    step('Unit tests', tool('vitest'), [
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${UNIT_REPORT}`,
    ]) &&
    step('Starter models', process.execPath, ['scripts/check-models.mjs'])
  );
}

if (import.meta.filename === process.argv[1]) {
  ensureInstalled();
  process.exit(check() ? 0 : 1);
}
