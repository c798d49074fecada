/** What the DOM calls a TrustedTypePolicyFactory, as far as it is needed here; TypeScript does not know it yet. */
interface PolicyFactory {
  createPolicy(name: string, rules: Record<string, (value: string) => string | null>): unknown;
}

/** Text without a tag stays text, whatever it is put into; Radix sets the content of its `<style>` like that. */
export const safeHtml = (html: string): string | null => (html.includes('<') ? null : html);

/**
 * Scripts of our own: the workers in `assets/`, and the service worker.
 * @param address as it was given to `new Worker` or `register`
 * @param base address of the page
 */
export function ownScript(address: string, base: string): string | null {
  const url = URL.parse(address, base);
  const folder = new URL('.', base);
  if (url?.origin !== folder.origin || !url.pathname.startsWith(folder.pathname)) return null;
  const path = url.pathname.slice(folder.pathname.length);
  return path === 'service.worker.js' || /^assets\/[\w.-]+\.js$/.test(path) ? url.href : null;
}

/**
 * The one policy that turns texts into something that runs. The page's policy allows no other, and refuses whatever this
 * one does not pass: no HTML, no code from text, no scripts but our own.
 */
export function installTrustedTypes(): void {
  const { trustedTypes } = window as { trustedTypes?: PolicyFactory };
  trustedTypes?.createPolicy('default', {
    createHTML: safeHtml,
    createScriptURL: (address) => ownScript(address, location.href),
  });
}
