import Papa from 'papaparse';
import type { Table } from './table';

/** As RFC 4180: commas, CRLF, quotes where they are needed. The byte order mark tells spreadsheets that it is UTF-8. */
export const writeCsv = ({ columns, rows }: Table): string =>
  `\ufeff${Papa.unparse({ fields: [...columns], data: rows.map((row) => [...row]) }, { newline: '\r\n' })}`;

export interface ParsedCsv {
  /** Every line, the first one included; all as long as the longest. */
  rows: string[][];
  /** What is wrong with it, in words; a damaged table may still be usable. */
  problem: string | null;
}

/** Reads comma, semicolon or tab separated values; blank lines are left out. */
export function parseCsv(text: string): ParsedCsv {
  const { data, errors } = Papa.parse<string[]>(text.replace(/^\ufeff/, ''), { skipEmptyLines: 'greedy' });
  const width = data.reduce((most, row) => Math.max(most, row.length), 0);
  const quotes = errors.find(({ type }) => type === 'Quotes');
  return {
    rows: data.map((row) => (row.length === width ? row : [...row, ...Array<string>(width - row.length).fill('')])),
    problem: quotes
      ? `A quotation mark in row ${(quotes.row ?? 0) + 1} is not closed: check that the rows after it are right.`
      : null,
  };
}
