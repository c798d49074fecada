import { describe, expect, it } from 'vitest';
import { regexProblem } from './regex-safety';

/** Patterns that well-known tokenizers split with, as their tokenizer.json has them. */
const REAL = [
  ["'(?:[sdmt]|ll|ve|re)| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+", 'GPT-2'],
  [
    "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
    'Llama 3',
  ],
  [
    "'(?i:[sdmt]|ll|ve|re)|[^\\r\\n\\p{L}\\p{N}]?+\\p{L}++|\\p{N}{1,3}+| ?[^\\s\\p{L}\\p{N}]++[\\r\\n]*+|\\s++$|\\s*[\\r\\n]|\\s+(?!\\S)|\\s",
    'cl100k with possessive quantifiers',
  ],
  [
    "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
    'GPT-4o',
  ],
  [
    '[!"#$%&\'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+',
    'DeepSeek V3',
  ],
  ['[一-龥぀-ゟ゠-ヿ]+', 'DeepSeek V3, Chinese and Japanese'],
  [
    '[\\p{Han}]+|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}&&[^\\p{Han}]]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}&&[^\\p{Han}]]+|\\p{N}{1,3}',
    'Kimi K2',
  ],
  [' ?[^(\\s|[.,!?…。，、।۔،])]+', 'BLOOM'],
  ['\\d{1,3}(?=(?:\\d{3})*\\b)', 'digits in threes'],
  ['(?=(\\d{3})+(?!\\d))', 'digits in threes from the right'],
  ["<\\|startoftext\\|>|'s|'t|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+", 'CLIP'],
  ['(?:\\s+\\w+)*$', 'a repeat within a repeat that has one reading only'],
] as const;

/** Each is exponential or worse than cubic, and some were vulnerabilities of well-known packages. */
const HANGING = [
  '(a+)+$',
  '(a*)*b',
  '(a|a)*$',
  '(a+)+(?!b)',
  '(\\d{1,3})+\\b',
  '(?:(a+)+(?=b))*',
  '(a|aa)+$',
  '([a-zA-Z]+)*$',
  '(.*a){20}x',
  '(\\w+\\s?)*$',
  '(x+x+)+y',
  '(?:a?a?)*$',
  '(a|b|ab)*c',
  '^(([a-z])+.)+[A-Z]([a-z])+$',
  '(?i:(\\p{L}|[a-z])+)!',
  '(\\s*\\n*)*x',
  '(?=(a+)+b)c',
  '(?<=(a+)+b)c',
  '(?:(?:a{1,100}){1,100})b',
  '(\\d{1,3}+)*x',
  '.*.*.*.*x',
  '\\s*\\s*\\s*,',
  '([[:alpha:]]+)*1',
] as const;

describe('regular expressions of tokenizers', () => {
  it.each(REAL)('passes %s (%s)', (pattern) => {
    expect(regexProblem(pattern)).toBeNull();
  });

  it('passes every one of the models at hand', () => {
    const files = import.meta.glob<string>(
      ['/public/models/loupe/*/tokenizer.json', '/parity/models/*/tokenizer.json'],
      { eager: true, query: '?raw', import: 'default' },
    );
    const patterns = new Set(
      Object.values(files).flatMap((file) =>
        [...file.matchAll(/"Regex":\s*("(?:[^"\\]|\\.)*")/g)].map(([, text]) => JSON.parse(text ?? '""') as string),
      ),
    );
    expect(patterns.size).toBeGreaterThan(4);
    expect([...patterns].map(regexProblem).filter(Boolean)).toEqual([]);
  });

  it.each(HANGING)('refuses %s', (pattern) => {
    expect(regexProblem(pattern)).toMatch(/that would hang/);
  });

  it.each([
    ['a'.repeat(9000), /of 9000 characters/],
    ['(a)\\1', /refers back/],
    ['(a', /not closed/],
    ['[a', /not closed/],
    ['a)', /closes what was not opened/],
    ['(?:'.repeat(60) + ')'.repeat(60), /nested too deeply/],
    [`${'('.repeat(40)}${'){8}'.repeat(40)}`, /too complicated/],
    [`${'('.repeat(6)}a${'){8}'.repeat(6)}`, /too/],
    ['a?'.repeat(3900), /too complicated/],
  ])('refuses what cannot be judged: %.20s', (pattern, reason) => {
    expect(regexProblem(pattern)).toMatch(reason);
  });
});
