import { headerPolicy } from './content-security-policy.ts';

/** What every file of Loupe is served with; the service worker adds it where a host cannot. SECURITY.md has the reasons. */
export const securityHeaders = (policy = headerPolicy()): Record<string, string> => ({
  'Content-Security-Policy': policy,
  // Cross-origin isolation: without it WASM has one thread.
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
});
