import path from 'node:path';
import type { Plugin } from 'vite';

/** Replaces the one module of react-style-singleton that writes into the page; see src/lib/style-singleton.ts. */
export function constructedStyles(): Plugin {
  return {
    name: 'loupe-constructed-styles',
    apply: 'build',
    enforce: 'pre',
    resolveId: (source, importer) =>
      source === './singleton' && importer?.includes('/react-style-singleton/')
        ? path.resolve('src/lib/style-singleton.ts')
        : null,
  };
}
