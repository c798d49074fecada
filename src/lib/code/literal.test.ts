import { describe, expect, it } from 'vitest';
import { javascriptCall, javascriptLiteral } from './javascript';
import { pythonCall, pythonLiteral } from './python';

/** Everything that has ended a literal too early somewhere. */
const TEXTS = [
  `it's "quoted"`,
  'two\nlines\r\nand\ta tab',
  'C:\\new\\table',
  '{} % $x `y`',
  'فيلم رائع 世界 🎬👩‍💻',
  '\u0000\u001b\u2028\u2029\u202e\ufeff',
  '\ud83d',
];

describe('javascriptLiteral', () => {
  it.each([...TEXTS, null, true, -0.5, 1e-7, [], {}, { top_k: 1, 'not-a-name': [null, 'x'] }, TEXTS])(
    'evaluates to what it was made from: %j',
    (value) => {
      expect(new Function(`return ${javascriptLiteral(value)}`)()).toEqual(value);
    },
  );
  it('stays in one line while it is short', () => {
    expect(javascriptLiteral({ top_k: 1, words: ['a', 'b'] })).toBe("{ top_k: 1, words: ['a', 'b'] }");
  });
});

describe('pythonLiteral', () => {
  it.each([
    [null, 'None'],
    [true, 'True'],
    [false, 'False'],
    [1e-7, '1e-7'],
    [`it's "quoted"`, '"it\'s \\"quoted\\""'],
    ['a\nb\\', '"a\\nb\\\\"'],
    ['\u0000\u2028\ud83d', '"\\u0000\\u2028\ufffd"'],
    ['🎬', '"🎬"'],
    [[], '[]'],
    [['a', null], '["a", None]'],
    [{ role: 'user', content: "it's" }, '{"role": "user", "content": "it\'s"}'],
  ])('writes %j as %s', (value, literal) => {
    expect(pythonLiteral(value)).toBe(literal);
  });
  it('breaks what is long, one entry to a line', () => {
    const words = Array.from({ length: 20 }, (_, index) => `word ${index}`);
    expect(pythonLiteral(words).split('\n')).toHaveLength(22);
    expect(pythonLiteral([words]).split('\n')[2]).toBe('        "word 0",');
  });
});

describe('calls', () => {
  it('take keywords in Python, and one object in JavaScript', () => {
    expect(pythonCall('f', ['text'], { top_k: null, stop: ['a'] })).toBe('f(text, top_k=None, stop=["a"])');
    expect(javascriptCall('await f', ['text'], { top_k: null, stop: ['a'] })).toBe(
      "await f(text, { top_k: null, stop: ['a'] })",
    );
    expect(javascriptCall('f', ['text'])).toBe('f(text)');
  });
});
