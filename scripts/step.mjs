import { spawnSync } from 'node:child_process';

/**
 * Runs one command with its output shown, under a heading, and says how long it took.
 * @returns {boolean} whether it succeeded
 */
export function step(title, command, args, env = {}) {
  console.log(`\n▸ ${title}`);
  const started = Date.now();
  const options = { stdio: 'inherit', shell: process.platform === 'win32', env: { ...process.env, ...env } };
  const { status } = spawnSync(command, args, options);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(status === 0 ? `  ${title}: ok, ${seconds} s` : `  ${title}: FAILED, ${seconds} s`);
  return status === 0;
}

/** A tool of node_modules. */
export const tool = (name) => `node_modules/.bin/${name}`;
