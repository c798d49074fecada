import { describe, expect, it } from 'vitest';
import { fileName } from './save-file';

describe('names of downloads', () => {
  it.each([
    ['text-to-image 42.png', 'text-to-image 42.png'],
    ['résumé 🎬 1.json', 'résumé 🎬 1.json'],
    ['someone/tiny-model.zip', 'someone-tiny-model.zip'],
    ['../../.bashrc', '-..-.bashrc'],
    ['C:\\Windows\\a.csv', 'C-Windows-a.csv'],
    ['photo\u202egpj.exe', 'photogpj.exe'],
    ['a\u0000b\nc.txt', 'abc.txt'],
    ['con.txt', '_con.txt'],
    ['LPT1', '_LPT1'],
    ['what? "this" <is>.csv', 'what- -this- -is-.csv'],
    ['   .  ', 'loupe'],
    ['', 'loupe'],
    [`${'x'.repeat(500)}.png`, `${'x'.repeat(120)}.png`],
  ])('%j becomes %j', (wished, name) => {
    expect(fileName(wished)).toBe(name);
  });
});
