import { createRequire } from 'node:module';
import path from 'node:path';
import { defineConfig } from 'vitest/config';

const { resolve } = createRequire(import.meta.url);
const ortFolder = path.dirname(resolve('onnxruntime-web'));

/** The worker's code in Node: transformers.js in its browser build, ONNX Runtime's WebAssembly on one thread. */
export default defineConfig({
  root: import.meta.dirname,
  resolve: {
    alias: [
      { find: '@huggingface/transformers', replacement: transformersWebBuild() },
      { find: /^onnxruntime-web\/webgpu$/, replacement: path.join(ortFolder, 'ort.node.min.mjs') },
    ],
  },
  test: {
    name: 'parity',
    environment: 'node',
    include: ['*.test.ts'],
    setupFiles: ['./setup.ts'],
    // One realm for all files: ONNX Runtime starts once, and models stay in memory as in the app.
    fileParallelism: false,
    isolate: false,
    testTimeout: 60_000,
    server: { deps: { inline: ['@huggingface/transformers'] } },
  },
});

/** Node's own resolution gives the build for Node; the browser's lies beside it. */
function transformersWebBuild(): string {
  return path.join(path.dirname(resolve('@huggingface/transformers')), 'transformers.web.js');
}
