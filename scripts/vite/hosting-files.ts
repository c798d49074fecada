import type { Plugin } from 'vite';
import { pagePolicy } from '../../src/contract/content-security-policy.ts';
import { securityHeaders } from '../../src/contract/security-headers.ts';

/** Cloudflare's and Netlify's format: a path, then its headers. Both take no line of more than 2,000 characters. */
export function headersFile(): string {
  const rule = (path: string, headers: Record<string, string>) =>
    [path, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)].join('\n');
  return [
    rule('/*', securityHeaders()),
    // Their names change with their contents.
    rule('/assets/*', { 'Cache-Control': 'public, max-age=31536000, immutable' }),
    rule('/service.worker.js', { 'Cache-Control': 'no-cache' }),
    '',
  ].join('\n');
}

/** Puts the page's policy into index.html, and `_headers` beside it. */
export function hostingFiles(): Plugin {
  return {
    name: 'loupe-hosting-files',
    apply: 'build',
    transformIndexHtml(html) {
      const charset = '<meta charset="utf-8" />';
      if (!html.includes(charset)) throw new Error('index.html has no charset to put its policy behind');
      return html.replace(
        charset,
        `${charset}\n    <meta http-equiv="Content-Security-Policy" content="${pagePolicy()}" />`,
      );
    },
    generateBundle() {
      // The build of a worker has plugins of its own.
      this.emitFile({ type: 'asset', fileName: '_headers', source: headersFile() });
    },
  };
}
