import Papa from 'papaparse';
import type { Table } from './table';

/** What spreadsheets take for the start of a formula, some of them also in full width. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;
const ESCAPED_FORMULA = /^'(?=[=+\-@\t\r＝＋－＠])/;

/**
 * As RFC 4180: commas, CRLF, quotes where they are needed. The byte order mark tells spreadsheets that it is UTF-8.
 * A text that a spreadsheet would take for a formula (what a model wrote may begin with `=`) gets an apostrophe in front,
 * which {@link parseCsv} takes away again; numbers stay numbers.
 */
export const writeCsv = ({ columns, rows }: Table): string =>
  `\ufeff${Papa.unparse({ fields: [...columns], data: rows.map((row) => [...row]) }, { newline: '\r\n', escapeFormulae: FORMULA })}`;

export interface ParsedCsv {
  /** Every line, the first one included; all as long as the longest. */
  rows: string[][];
  /** What is wrong with it, in words; a damaged table may still be usable. */
  problem: string | null;
}

/** Reads comma, semicolon or tab separated values; blank lines are left out. */
export function parseCsv(text: string): ParsedCsv {
  const { data, errors } = Papa.parse<string[]>(text.replace(/^\ufeff/, ''), { skipEmptyLines: 'greedy' });
  for (const row of data) for (const [at, cell] of row.entries()) row[at] = cell.replace(ESCAPED_FORMULA, '');
  const width = data.reduce((most, row) => Math.max(most, row.length), 0);
  const quotes = errors.find(({ type }) => type === 'Quotes');
  return {
    rows: data.map((row) => (row.length === width ? row : [...row, ...Array<string>(width - row.length).fill('')])),
    problem: quotes
      ? `A quotation mark in row ${(quotes.row ?? 0) + 1} is not closed: check that the rows after it are right.`
      : null,
  };
}
