import { defineConfig } from '@playwright/test';
import { chromiumPath } from './scripts/chromium.mjs';

const PORT = 4177;
const executablePath = chromiumPath();

/** Nothing that the browser does by itself may touch the network. */
const QUIET = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
];
/** A correct WebGPU adapter in software: slow, without shader-f16. */
const SOFTWARE_GPU = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];

const launch = (args: string[]) => ({ launchOptions: { args, ...(executablePath ? { executablePath } : {}) } });

export default defineConfig({
  testDir: 'e2e',
  // What is called .test.ts there are unit tests of the tests' own servers.
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  // Models are slow and the machine small: one browser at a time, and time enough for a loaded machine.
  workers: 1,
  timeout: 180_000,
  expect: { timeout: 60_000 },
  retries: 0,
  forbidOnly: !!process.env.CI,
  reporter: [['list'], ['json']],
  use: { baseURL: `http://localhost:${PORT}`, screenshot: 'only-on-failure' },
  projects: [
    { name: 'wasm', testIgnore: /webgpu/, use: launch(QUIET) },
    { name: 'webgpu', testMatch: /webgpu.*\.spec\.ts$/, use: launch([...QUIET, ...SOFTWARE_GPU]), timeout: 600_000 },
  ],
  webServer: {
    command: `npx vite preview --port ${PORT} --strictPort`,
    url: `http://localhost:${PORT}/`,
    reuseExistingServer: false,
  },
});
