import { fileURLToPath } from 'node:url';
import { defineConfig, mergeConfig } from 'vite';
import appConfig from '../vite.config.ts';

/** The app as it is shipped, and beside it the script that holds it against a bare transformers.js worker. */
export default defineConfig(
  mergeConfig(appConfig, {
    root: fileURLToPath(new URL('..', import.meta.url)),
    logLevel: 'warn',
    build: {
      outDir: '.cache/bench/dist',
      emptyOutDir: true,
      rollupOptions: {
        input: { index: 'index.html', bench: 'bench/side-by-side.ts' },
        // The script is asked for by name; everything else keeps its hash, as in the app's own build.
        output: {
          entryFileNames: ({ name }: { name: string }) => (name === 'bench' ? 'bench.js' : 'assets/[name]-[hash].js'),
        },
      },
    },
  }),
);
