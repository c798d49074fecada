import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const QUERY = '?gzip-url';
const FOLDER = '.cache/gzip';

/**
 * `import url from 'package/file?gzip-url'` gives the address of the file compressed with gzip, for files that are
 * larger than some hosts take (25 MiB). Whoever fetches it decompresses it.
 */
export function gzippedAssets(): Plugin {
  return {
    name: 'loupe-gzipped-assets',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (!source.endsWith(QUERY)) return null;
      const original = await this.resolve(`${source.slice(0, -QUERY.length)}?url`, importer, { skipSelf: true });
      return original && `${compressed(original.id.replace(/\?.*$/, ''))}?url`;
    },
  };
}

/** Kept between builds, since the best compression of 27 MB takes seconds. */
function compressed(file: string): string {
  const target = path.resolve(FOLDER, `${path.basename(file)}.gz`);
  if (!existsSync(target) || statSync(target).mtimeMs < statSync(file).mtimeMs) {
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, gzipSync(readFileSync(file), { level: constants.Z_BEST_COMPRESSION }));
  }
  return target;
}
