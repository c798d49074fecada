/** How long after a request has failed the browser may still say that its content security policy was the reason. */
const HEARD_WITHIN_MS = 100;

/** Addresses that the policy has refused, as they were asked for: browsers do not tell what they redirected to. */
const refused = new Set<string>();

globalThis.addEventListener?.('securitypolicyviolation', (event) => {
  const { effectiveDirective, blockedURI } = event as SecurityPolicyViolationEvent;
  if (effectiveDirective === 'connect-src') refused.add(blockedURI);
});

/** The content security policy refused a request: no patience mends that. */
export class PolicyRefusalError extends Error {
  override readonly name = 'PolicyRefusalError';
  constructor(
    readonly url: string,
    /** The host itself may be asked; what it redirects to may not. */
    readonly redirected: boolean,
  ) {
    super(redirected ? `${url} redirects to where connect-src does not lead` : `connect-src does not name ${url}`);
  }
}

/**
 * `fetch`, which tells a refusal by the content security policy from a network that is gone: to a page both are the same
 * TypeError.
 * @throws what `fetch` throws, or a {@link PolicyRefusalError}
 */
export async function fetchOrSayWhy(url: string, init: RequestInit): Promise<Response> {
  refused.delete(url);
  try {
    return await fetch(url, init);
  } catch (error) {
    if (!(error instanceof TypeError) || !(await wasRefused(url))) throw error;
    throw new PolicyRefusalError(url, await redirects(url, init.signal ?? null));
  }
}

async function wasRefused(url: string): Promise<boolean> {
  if (typeof SecurityPolicyViolationEvent === 'undefined') return false;
  await new Promise((resolve) => setTimeout(resolve, HEARD_WITHIN_MS));
  return refused.has(url) || refused.has(new URL(url).origin);
}

/** Asks without following: what is not followed is not held against the policy. */
async function redirects(url: string, signal: AbortSignal | null): Promise<boolean> {
  try {
    const { type } = await fetch(url, { redirect: 'manual', cache: 'no-store', signal });
    return type === 'opaqueredirect';
  } catch {
    return false;
  }
}
