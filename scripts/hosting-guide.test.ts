import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pagePolicy } from '../src/contract/content-security-policy';
import { securityHeaders } from '../src/contract/security-headers';
import { headersFile } from './vite/hosting-files';

describe('hosting', () => {
  it('has the same headers in nginx.conf as everywhere else', () => {
    const config = readFileSync('docs/hosting/nginx.conf', 'utf8');
    const given = [...config.matchAll(/add_header ([\w-]+) "(.*)" always;/g)].map(([, name, value]) => [name, value]);
    expect(Object.fromEntries(given)).toEqual(securityHeaders());
  });

  it('explains every directive in SECURITY.md', () => {
    const guide = readFileSync('SECURITY.md', 'utf8');
    const names = `${securityHeaders()['Content-Security-Policy']}; ${pagePolicy()}`
      .split('; ')
      .map((directive) => directive.slice(0, directive.indexOf(' ')));
    for (const name of names) expect(guide).toContain(`\`${name}\``);
  });

  it('writes _headers that hosts can read', () => {
    const lines = headersFile().split('\n');
    expect(lines.every((line) => line === '' || line.startsWith('/') || /^ {2}[\w-]+: \S/.test(line))).toBe(true);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(2000);
  });
});
