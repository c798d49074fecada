import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const FORBIDDEN = [
  ['src/contract/x.ts', '../lib/format'],
  ['src/lib/x.ts', '../run/run-state'],
  ['src/catalog/x.ts', '../engine/client'],
  ['src/ui/x.tsx', '../engine/client'],
  ['src/engine/x.ts', '../ui/button'],
  ['src/engine/y.ts', '../store/model-store'],
  ['src/store/x.ts', '../engine/client'],
  ['src/store/y.ts', '../catalog/starters'],
  ['workers/store/x.ts', 'comlink'],
  ['workers/store/y.ts', '../../src/lib/format'],
  ['src/run/x.ts', '../engine/client'],
  ['src/run/y.ts', 'comlink'],
  ['src/app/x.ts', '../../workers/host'],
  ['src/tasks/a/Panel.tsx', '../b/task'],
  ['src/tasks/b/Panel.tsx', '../../engine/client'],
  ['src/tasks/c/Panel.tsx', '../../../workers/text/decoding/softmax'],
  ['src/tasks/a/sums.ts', '../../../workers/text/encoding/rows'],
  ['src/tasks/b/sums.ts', '../../../workers/host'],
  ['src/tasks/c/sums.ts', '../b/sums'],
  ['src/tasks/a/worker.ts', '../b/worker'],
  ['src/tasks/b/worker.ts', '../../run/run-state'],
  ['src/tasks/c/worker.ts', '@huggingface/transformers'],
  ['src/models/x.ts', '../run/run-state'],
  ['src/models/y.ts', '../store/model-store'],
  ['src/models/import/z.ts', '../../engine/fit'],
  ['src/pages/a/Page.tsx', '../../run/task-frame'],
  ['src/pages/b/Page.tsx', '../../tasks/a/task'],
  ['src/pages/c/Page.tsx', '../a/page'],
  ['workers/text/x.ts', '../../src/lib/format'],
  ['workers/text/y.ts', '@huggingface/transformers'],
  ['workers/text/z.ts', 'onnxruntime-web/webgpu'],
] as const;

const ALLOWED = [
  ['src/ui/ok.tsx', '../contract/failure'],
  ['src/tasks/ok/Panel.tsx', './task'],
  ['src/tasks/fine/Panel.tsx', '../../run/task-frame'],
  ['src/tasks/ok/sums.ts', '../../../workers/text/decoding/softmax'],
  ['src/tasks/fine/sums.ts', './task'],
  ['src/tasks/ok/worker.ts', '../../../workers/runner'],
  ['src/models/ok.ts', '../contract/model-store'],
  ['src/run/fine.ts', '../models/model-services'],
  ['src/pages/good/Page.tsx', '../../models/models-page'],
  ['src/pages/ok/Page.tsx', '../../ui/button'],
  ['src/pages/fine/Page.tsx', './page'],
  ['src/engine/ok.ts', 'comlink'],
  ['src/store/ok.ts', 'comlink'],
  ['workers/store/ok.ts', '../../src/catalog/layouts'],
  ['src/app/ok.ts', '../engine/client'],
  ['workers/runtime/ok.ts', '@huggingface/transformers'],
  ['workers/text/ok.ts', '../../src/contract/failure'],
] as const;

/** A tree with our Biome configuration and one import in each file. */
const tree = mkdtempSync(path.join(tmpdir(), 'boundaries-'));
let refused: string[] = [];

beforeAll(() => {
  const config = JSON.parse(readFileSync('biome.json', 'utf8'));
  writeFileSync(path.join(tree, 'biome.json'), JSON.stringify({ ...config, vcs: { enabled: false } }));
  for (const [file, specifier] of [...FORBIDDEN, ...ALLOWED]) {
    mkdirSync(path.join(tree, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(tree, file), `import { anything } from '${specifier}';\n\nexport const used = anything;\n`);
  }
  const args = ['lint', '--only=style/noRestrictedImports', '--reporter=json', '--max-diagnostics=none', '.'];
  const { stdout } = spawnSync(path.resolve('node_modules/.bin/biome'), args, { cwd: tree, encoding: 'utf8' });
  refused = [...stdout.matchAll(/"path":\s*"([^"]+)"/g)].map((match) => match[1] ?? '');
});
afterAll(() => rmSync(tree, { recursive: true }));

const isRefused = (file: string) => refused.some((reported) => reported.endsWith(file));

describe('the import boundaries', () => {
  it.each(FORBIDDEN)('%s may not import %s', (file) => {
    expect(isRefused(file)).toBe(true);
  });
  it.each(ALLOWED)('%s may import %s', (file) => {
    expect(isRefused(file)).toBe(false);
  });
});
