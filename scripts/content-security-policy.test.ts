import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { headerPolicy, mirrorOrigin, pagePolicy, SELECT_STYLE_HASH } from '../src/contract/content-security-policy';

const directives = (policy: string) =>
  new Map(policy.split('; ').map((part) => [part.slice(0, part.indexOf(' ')), part.slice(part.indexOf(' ') + 1)]));

describe('the content security policy', () => {
  it.each([
    ['headers', headerPolicy('https://hub.example.org')],
    ['page', pagePolicy()],
  ])('has no way to run text (%s)', (_, policy) => {
    const { scripts, styles } = {
      scripts: directives(policy).get('script-src'),
      styles: directives(policy).get('style-src'),
    };
    expect(scripts).toBe("'self' 'wasm-unsafe-eval'");
    expect(styles).not.toContain('unsafe');
    expect(policy).not.toContain('*;');
    expect(directives(policy).get('default-src')).toBe("'none'");
  });

  it('names the Hub, and one mirror at most', () => {
    const hub = "'self' https://huggingface.co https://*.huggingface.co https://*.hf.co";
    expect(directives(headerPolicy()).get('connect-src')).toBe(hub);
    expect(directives(headerPolicy('https://hub.example.org')).get('connect-src')).toBe(
      `${hub} https://hub.example.org`,
    );
    expect(directives(pagePolicy()).get('connect-src')).toBe("'self'");
  });

  it.each([
    ['https://hub.example.org/some/path/', 'https://hub.example.org'],
    ['https://hub.example.org:8443/', 'https://hub.example.org:8443'],
    ['http://localhost:1234/', 'http://localhost:1234'],
    ['http://[::1]:80/', 'http://[::1]'],
    ['http://hub.example.org/', null],
    ["https://a.example; script-src 'unsafe-inline'", null],
    ['https://a.example,b.example/', null],
    ['https://*/', null],
    ['data:text/html,1', null],
    ['*', null],
    ['', null],
  ])('takes %j for %j', (address, origin) => {
    expect(mirrorOrigin(address)).toBe(origin);
  });

  it("knows the text of Radix' style", () => {
    const file = createRequire(import.meta.url).resolve('@radix-ui/react-select');
    const text = /__html: `([^`]*)`/.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
    expect(SELECT_STYLE_HASH).toBe(`'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  });
});
