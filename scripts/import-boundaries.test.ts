import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

/** Whether Biome refuses one import in a file at `path`; nothing is written. */
function isRefused(path: string, specifier: string): boolean {
  const source = `import { anything } from '${specifier}';\n\nexport const used = anything;\n`;
  const args = ['lint', '--only=style/noRestrictedImports', `--stdin-file-path=${path}`];
  return spawnSync('node_modules/.bin/biome', args, { input: source }).status !== 0;
}

describe('the import boundaries', () => {
  it.each([
    ['src/contract/x.ts', '../lib/format'],
    ['src/lib/x.ts', '../run/run-state'],
    ['src/ui/x.tsx', '../engine/client'],
    ['src/engine/x.ts', '../ui/button'],
    ['src/run/x.ts', '../engine/client'],
    ['src/app/x.ts', '../../workers/host'],
    ['src/tasks/a/Panel.tsx', '../b/task'],
    ['src/tasks/a/Panel.tsx', '../../engine/client'],
    ['src/tasks/a/worker.ts', '../b/worker'],
    ['src/tasks/a/worker.ts', '../../run/run-state'],
    ['src/tasks/a/worker.ts', '@huggingface/transformers'],
    ['workers/text/x.ts', '../../src/lib/format'],
    ['workers/text/x.ts', '@huggingface/transformers'],
    ['workers/text/x.ts', 'onnxruntime-web/webgpu'],
    ['src/run/x.ts', 'comlink'],
  ])('%s may not import %s', (path, specifier) => {
    expect(isRefused(path, specifier)).toBe(true);
  });

  it.each([
    ['src/ui/x.tsx', '../contract/failure'],
    ['src/tasks/a/Panel.tsx', './task'],
    ['src/tasks/a/Panel.tsx', '../../run/task-frame'],
    ['src/tasks/a/worker.ts', '../../../workers/runner'],
    ['src/engine/x.ts', 'comlink'],
    ['src/app/x.ts', '../engine/client'],
    ['workers/runtime/x.ts', '@huggingface/transformers'],
    ['workers/text/x.ts', '../../src/contract/failure'],
  ])('%s may import %s', (path, specifier) => {
    expect(isRefused(path, specifier)).toBe(false);
  });
});
