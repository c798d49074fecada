/** Long enough for the slowest "Save as" dialog to have taken the data. */
const KEPT_MS = 60_000;

/** File systems take 255 bytes; some room is left for ` (1)`. */
const LONGEST = 120;
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/**
 * A file name that every system takes and that shows what it is: no folders, no control or direction marks (which make
 * `gpj.exe` look like a picture), nothing that Windows reserves, and the ending kept when it is cut.
 */
export function fileName(wished: string): string {
  const clean = wished
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '')
    .replace(/[/\\:*?"<>|]+/g, '-')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  const [ending = ''] = /\.[A-Za-z0-9]{1,12}$/.exec(clean) ?? [];
  const stem = [...clean.slice(0, clean.length - ending.length)].slice(0, LONGEST).join('').trim() || 'loupe';
  return `${RESERVED.test(`${stem}${ending}`) ? '_' : ''}${stem}${ending}`;
}

/**
 * Offers data as a download.
 * @param name made into a sound one by {@link fileName}
 */
export function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName(name);
  link.click();
  // Some browsers read the data only after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
