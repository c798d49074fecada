import { mirrorOrigin } from '../contract/content-security-policy';

/** Why an address cannot be a mirror of the Hub, or the address as it is kept: an origin with a path, ending in a slash. */
export type HubHost = { ok: true; url: string } | { ok: false; problem: string };

/**
 * Reads what somebody typed as the address of a mirror. A page that came over https may not load from plain http, and
 * a token must not travel in the clear: only https will do, and this machine itself.
 */
export function parseHubHost(text: string): HubHost {
  const typed = text.trim();
  if (typed === '') return { ok: false, problem: 'Type an address such as https://hub.example.org/.' };
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`;
  const url = URL.parse(address);
  if (!url?.hostname) return { ok: false, problem: `“${typed}” is no address.` };
  if (mirrorOrigin(url.href) === null) {
    return { ok: false, problem: 'Only https will do; http is for localhost alone.' };
  }
  if (url.username || url.password) return { ok: false, problem: 'Leave name and password out: use an access token.' };
  if (url.search || url.hash) return { ok: false, problem: 'Leave out everything after “?” and “#”.' };
  return { ok: true, url: url.href.endsWith('/') ? url.href : `${url.href}/` };
}
