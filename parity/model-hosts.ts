/** Where the app believes its models to be. */
export const ADDRESSES = { starters: 'https://starters.test/', hub: 'https://hub.test/' };

const STARTER_FILE = /^https:\/\/starters\.test\/(.+)$/;
const TINY_FILE = /^https:\/\/hub\.test\/parity\/([\w.-]+)\/resolve\/main\/(.+)$/;

/** The file of the repository that answers for an address, or null. */
export function fileOf(address: string): string | null {
  const starter = STARTER_FILE.exec(address);
  if (starter) return `public/models/${starter[1]}`;
  const tiny = TINY_FILE.exec(address);
  return tiny ? `parity/models/${tiny[1]}/${tiny[2]}` : null;
}
