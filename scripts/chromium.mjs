import { existsSync } from 'node:fs';

const CANDIDATES = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser'];

/** A system Chromium's path, or undefined: Playwright then uses its own. */
export const chromiumPath = () => CANDIDATES.find((path) => path && existsSync(path));
