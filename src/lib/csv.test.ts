import { describe, expect, it } from 'vitest';
import { parseCsv, writeCsv } from './csv';
import { decodeText } from './decode-text';
import { guessColumn, hasHeader } from './guess-column';

const bytes = (...values: number[]) => new Uint8Array(values);

describe('CSV', () => {
  it('comes back as it was written, whatever is in it', () => {
    const rows = [
      ['a "quoted" text', 1],
      ['two\nlines, a comma; a semicolon', -0.5],
      ['فيلم 🎬', null],
      ['=1+1', true],
    ];
    const csv = writeCsv({ columns: ['text', 'score'], rows });
    expect(csv.startsWith('\ufefftext,score\r\n')).toBe(true);
    expect(parseCsv(csv)).toEqual({
      rows: [['text', 'score'], ...rows.map((row) => row.map((cell) => String(cell ?? '')))],
      problem: null,
    });
  });

  it.each(['=HYPERLINK("https://example.org")', '+1', '-1 degree', '@SUM(A1)', '\t=1', '\r=1', '=1\n+2', '＝1'])(
    'keeps a spreadsheet from running %j',
    (text) => {
      const csv = writeCsv({ columns: ['text', 'score'], rows: [[text, -0.5]] });
      expect(csv).toContain(`\r\n"'${text.slice(0, 1)}`);
      expect(csv).toContain(',-0.5');
      expect(parseCsv(csv).rows[1]).toEqual([text, '-0.5']);
    },
  );

  it('reads semicolons and tabs, leaves blank lines out, and fills short rows', () => {
    expect(parseCsv('a;b\n1;2\n\n;\n3;4').rows).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['3', '4'],
    ]);
    expect(parseCsv('a,b\n1,2\n3').rows.at(-1)).toEqual(['3', '']);
    expect(parseCsv('a\tb\r\n1\t2').rows).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });

  it('says which quotation mark is not closed', () => {
    expect(parseCsv('text\n"open\nmore').problem).toContain('row 2');
  });
});

describe('decodeText', () => {
  it('reads UTF-8 and UTF-16, with or without a mark', () => {
    expect(decodeText(new TextEncoder().encode('é🎬'))).toEqual({ text: 'é🎬', guessed: null });
    expect(decodeText(bytes(0xef, 0xbb, 0xbf, 0x61))?.text.replace('\ufeff', '')).toBe('a');
    expect(decodeText(bytes(0xff, 0xfe, 0xe9, 0x00))).toEqual({ text: 'é', guessed: null });
    expect(decodeText(bytes(0xfe, 0xff, 0x00, 0xe9))).toEqual({ text: 'é', guessed: null });
  });
  it('guesses where it must, and refuses what is no text', () => {
    expect(decodeText(bytes(0x63, 0x61, 0x66, 0xe9))).toEqual({ text: 'café', guessed: 'windows-1252' });
    expect(decodeText(bytes(0x50, 0x4b, 0x03, 0x04, 0x00))).toBeNull();
  });
});

describe('the column with the texts', () => {
  it.each([
    [
      'by its name',
      [
        ['id', 'Review', 'stars'],
        ['1', 'Fine.', '5'],
      ],
      true,
      1,
    ],
    [
      'by a better name',
      [
        ['title', 'text'],
        ['A long title indeed', 'b'],
      ],
      true,
      1,
    ],
    [
      'the longest, under other names',
      [
        ['id', 'what_they_said'],
        ['1', 'It was a very long evening.'],
      ],
      true,
      1,
    ],
    [
      'the longest, without names',
      [
        ['1', 'It was long.'],
        ['2', 'It was short.'],
      ],
      false,
      1,
    ],
    ['the only one', [['One sentence.'], ['Another sentence.']], false, 0],
  ])('is found %s', (_, rows, header, column) => {
    expect(hasHeader(rows)).toBe(header);
    expect(guessColumn(rows, header)).toBe(column);
  });
});
