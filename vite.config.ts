import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import packageJson from './package.json' with { type: 'json' };
import { constructedStyles } from './scripts/vite/constructed-styles.ts';
import { gzippedAssets } from './scripts/vite/gzipped-assets.ts';
import { hostingFiles } from './scripts/vite/hosting-files.ts';
import { manifest } from './src/app/manifest.ts';
import { developmentPolicy } from './src/contract/content-security-policy.ts';
import { securityHeaders } from './src/contract/security-headers.ts';

export default defineConfig({
  // Relative, so that the build works in any folder of a host.
  base: './',
  // A missing file answers 404, never index.html: nobody must take a web page for a model.
  appType: 'mpa',
  plugins: [
    react(),
    tailwindcss(),
    gzippedAssets(),
    constructedStyles(),
    hostingFiles(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'workers',
      filename: 'service.worker.ts',
      registerType: 'prompt',
      injectRegister: false,
      manifest,
      injectManifest: {
        globPatterns: ['**/*.{js,mjs,css,html,svg,png,wasm,gz,webmanifest}'],
        globIgnores: ['models/**', 'screenshots/**', '404.html'],
        dontCacheBustURLsMatching: /assets\//,
        maximumFileSizeToCacheInBytes: 30e6,
      },
    }),
  ],
  define: { __LOUPE_VERSION__: JSON.stringify(packageJson.version) },
  // Keeps ONNX Runtime from packing a second copy of its largest wasm: runtime/ort-files.ts names the ones we serve.
  resolve: { conditions: ['onnxruntime-web-use-extern-wasm', 'module', 'browser', 'development|production'] },
  worker: { format: 'es', plugins: () => [gzippedAssets()] },
  build: { target: 'es2023', chunkSizeWarningLimit: 1000 },
  // Not pre-bundled: the first worker start would otherwise reload the page in dev.
  optimizeDeps: {
    exclude: ['@huggingface/transformers', 'onnxruntime-web', 'onnxruntime-common'],
    include: ['comlink'],
  },
  server: { headers: securityHeaders(developmentPolicy()) },
  preview: { headers: securityHeaders() },
});
