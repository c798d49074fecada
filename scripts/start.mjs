// npm start: installs what is missing, builds, serves the production app, and opens it.
import { spawn } from 'node:child_process';
import { ensureInstalled } from './ensure-installed.mjs';
import { step, tool } from './step.mjs';

ensureInstalled();
if (!step('Building', tool('vite'), ['build', '--logLevel', 'warn'])) process.exit(1);

const port = process.env.PORT ?? '4173';
const open = process.stdout.isTTY && !process.env.CI ? ['--open'] : [];
console.log('\n▸ Serving. Ctrl+C ends it.');
const server = spawn(tool('vite'), ['preview', '--port', port, ...open], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
server.on('exit', (code) => process.exit(code ?? 0));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
