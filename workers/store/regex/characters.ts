/** One of each sort of character that tokenizers tell apart. */
const SAMPLES = [
  ...Array.from({ length: 0x180 }, (_, code) => String.fromCharCode(code)),
  ...'ǅʰʼˈ́҈АяЁΩωאبा्กあアー一㐀龥豈가ｱＡａ𐐀𠀀𝐀',
  ...'٣३௧Ⅷⅷ²¼①𝟎',
  ...'\u2000\u2028\u2029\u202f\u205f\u3000\ufeff\u200b\u200d\u00ad\ue000\ufffd\uffff',
  ...'–—‘’“”…‹›⁇、。，！？।۔،؛§†•‱⁂',
  ...'€₿±×÷∑∞←⇒─█▁▂■◆☀♥✓❤🎬🇫👍🏽',
];

const ESCAPED_CODE = /\\(?:[xu]\{([\dA-Fa-f]+)\}|x([\dA-Fa-f]{2})|u([\dA-Fa-f]{4}))/g;
const LARGEST = 0x10ffff;

/** Sets of characters as bits, each bit one sample: two classes overlap where a sample is in both. */
export interface CharacterSets {
  /** Of a character class, an escape or a literal; all of them where it cannot be read. */
  bitsOf(source: string, ignoreCase: boolean): bigint;
}

/** Samples for one pattern: the usual ones, and every character that it names, with its neighbours. */
export function characterSets(pattern: string): CharacterSets {
  const named = [...pattern].map((character) => character.codePointAt(0) ?? 0);
  for (const [, ...codes] of pattern.matchAll(ESCAPED_CODE))
    named.push(Number.parseInt(codes.find((code) => code !== undefined) ?? '0', 16));
  const near = named.flatMap((code) => [code - 1, code, code + 1]).filter((code) => code >= 0 && code <= LARGEST);
  const samples = [...new Set([...SAMPLES, ...near.map((code) => String.fromCodePoint(code))])];
  const all = (1n << BigInt(samples.length)) - 1n;
  const known = new Map<string, bigint>();

  function compute(source: string, ignoreCase: boolean): bigint {
    const test = compile(source, ignoreCase);
    if (!test) return all;
    const bits = samples.map((sample) => (test.test(sample) ? '1' : '0')).reverse();
    return BigInt(`0b${bits.join('')}`);
  }

  return {
    bitsOf(source, ignoreCase) {
      const key = `${ignoreCase}${source}`;
      const bits = known.get(key) ?? compute(source, ignoreCase);
      known.set(key, bits);
      return bits;
    },
  };
}

/** Null where JavaScript has no word for it: POSIX classes, and some of what nests. */
function compile(source: string, ignoreCase: boolean): RegExp | null {
  if (source === '.') return /^[^\n]$/u;
  const isClass = source.startsWith('[') && source.length > 1;
  if (isClass && source.includes('[:')) return null;
  const nests = isClass && /&&|\[/.test(source.slice(1).replace(/\\./g, ''));
  const body = isClass || source.startsWith('\\') ? source.replace(/\\x\{/g, '\\u{') : escapeLiteral(source);
  try {
    return new RegExp(`^${body}$`, `${nests ? 'v' : 'u'}${ignoreCase ? 'i' : ''}`);
  } catch {
    // `\-` and the like are no escapes in Unicode mode.
    return /^\\[^A-Za-z0-9]$/.test(source) ? new RegExp(`^${escapeLiteral(source.slice(1))}$`, 'u') : null;
  }
}

const escapeLiteral = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
