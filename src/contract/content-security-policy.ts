/** Where models come from, and what the Hub's downloads are redirected to. */
const HUB = ['https://huggingface.co', 'https://*.huggingface.co', 'https://*.hf.co'] as const;

/** The one `<style>` that Radix' select writes (it hides a scroll bar); a unit test compares it with the library's text. */
export const SELECT_STYLE_HASH = "'sha256-441zG27rExd4/il+NvIqyL8zFx5XmyNQtE381kSkUJk='";

/** The parameter of a worker's address that names the one mirror which it may ask, beside the Hub. */
export const MIRROR_PARAMETER = 'mirror';

const LOCAL = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The origin of a mirror as a policy may name it: https, or this machine. Null for anything else. */
export function mirrorOrigin(address: string | null | undefined): string | null {
  const url = address ? URL.parse(address) : null;
  if (!url) return null;
  const allowed = url.protocol === 'https:' || (url.protocol === 'http:' && LOCAL.has(url.hostname));
  // A host may hold `;` or `,` in no browser; a policy would take them for its own.
  return allowed && /^https?:\/\/[\w.:[\]-]+$/.test(url.origin) ? url.origin : null;
}

/** In the order of the table in SECURITY.md, which has the reason for each. */
const DIRECTIVES = {
  'default-src': ["'none'"],
  'script-src': ["'self'", "'wasm-unsafe-eval'"],
  'style-src': ["'self'", SELECT_STYLE_HASH],
  'img-src': ["'self'", 'blob:', 'data:'],
  'connect-src': ["'self'"],
  'worker-src': ["'self'"],
  'manifest-src': ["'self'"],
  'object-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
} as const satisfies Record<string, readonly string[]>;

const write = (directives: Readonly<Record<string, readonly string[]>>): string =>
  Object.entries(directives)
    .map(([name, values]) => `${name} ${values.join(' ')}`)
    .join('; ');

/**
 * The policy that comes as a header with every file, and so holds for the page and for each worker.
 * @param mirror origin of the mirror that the person set, for the worker that downloads
 */
export function headerPolicy(mirror: string | null = null): string {
  return write({
    ...DIRECTIVES,
    'connect-src': ["'self'", ...HUB, ...(mirror ? [mirror] : [])],
    'frame-ancestors': ["'none'"],
  });
}

/**
 * The policy in the page itself, for hosts without headers, and stricter: the page connects to nobody (its workers do),
 * and no text becomes code but by the policy in src/app/trusted-types.ts. Where both policies are present both hold.
 */
export function pagePolicy(): string {
  return write({ ...DIRECTIVES, 'require-trusted-types-for': ["'script'"], 'trusted-types': ['default'] });
}

/** For `npm run dev`, where Vite writes inline scripts and styles, and talks to the page. */
export function developmentPolicy(): string {
  return write({
    ...DIRECTIVES,
    'script-src': [...DIRECTIVES['script-src'], "'unsafe-inline'"],
    'style-src': ["'self'", "'unsafe-inline'"],
    'connect-src': ["'self'", 'ws:', 'http:', 'https:'],
  });
}
