const MAX_PATH = 240;
const MAX_DEPTH = 8;
const WINDOWS_DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * A path inside a model's folder, or null where a name could mean something outside of it on any system: absolute,
 * with a drive letter, with backslashes, with `..`, with control characters, or overly long.
 */
export function safePath(name: string): string | null {
  if (name.length === 0 || name.length > MAX_PATH || /^[/~]|\\|:/.test(name)) return null;
  if ([...name].some((character) => (character.codePointAt(0) ?? 0) < 0x20 || character === '\u007f')) return null;
  const steps = name
    .normalize('NFC')
    .replace(/^(\.\/)+/, '')
    .split('/');
  if (steps.length > MAX_DEPTH) return null;
  const sound = steps.every(
    (step) => step !== '' && step !== '.' && step !== '..' && !/[. ]$/.test(step) && !WINDOWS_DEVICE.test(step),
  );
  return sound ? steps.join('/') : null;
}
