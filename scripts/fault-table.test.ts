import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Suite {
  file: string;
  specs?: { title: string }[];
  suites?: Suite[];
}

/** `file: title` of every test of the fault suite, as Playwright lists them. */
function listedTests(): string[] {
  const cli = ['node_modules/@playwright/test/cli.js', 'test', '--list', '--reporter=json', 'e2e/faults'];
  const { suites } = JSON.parse(execFileSync(process.execPath, cli, { encoding: 'utf8' })) as { suites: Suite[] };
  const titles = ({ file, specs = [], suites: inner = [] }: Suite): string[] => [
    ...specs.map(({ title }) => `${file.replace('faults/', '')}: ${title}`),
    ...inner.flatMap(titles),
  ];
  return suites.flatMap(titles);
}

test('docs/faults.md has a row for each test of the fault suite, and says how many there are', () => {
  const table = readFileSync('docs/faults.md', 'utf8');
  const rows = [...table.matchAll(/^\| .+ \| .+ \| `(.+)` \|$/gm)].map(([, name = '']) => name);
  const tests = listedTests();
  expect(rows.toSorted()).toEqual(tests.toSorted());
  expect(new Set(tests).size).toBe(tests.length);
  expect(/has (\d+) tests/.exec(table)?.[1]).toBe(String(tests.length));
  // Playwright reads every test to list it.
}, 120_000);
