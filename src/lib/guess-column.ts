/** Names under which tables keep their texts, the likeliest first. */
const TEXT_NAMES = [
  'text',
  'sentence',
  'review',
  'content',
  'comment',
  'message',
  'tweet',
  'body',
  'utterance',
  'document',
  'description',
  'question',
  'prompt',
  'title',
];

/** A look at so many rows is enough. */
const LOOKED_AT = 200;
const LONGEST_NAME = 40;

const isNumber = (cell: string): boolean => cell.trim() !== '' && Number.isFinite(Number(cell.replace(',', '.')));
const nameRank = (cell: string): number => TEXT_NAMES.indexOf(cell.trim().toLowerCase());

/** Whether the first row of a table names its columns. */
export function hasHeader(rows: readonly (readonly string[])[]): boolean {
  const [head, ...body] = rows.slice(0, LOOKED_AT);
  if (!head || body.length === 0) return false;
  if (head.some((cell) => nameRank(cell) >= 0)) return true;
  const looksLikeNames =
    new Set(head).size === head.length &&
    head.every((cell) => cell.trim() !== '' && cell.length <= LONGEST_NAME && !isNumber(cell));
  return (
    looksLikeNames &&
    head.some((cell, column) =>
      differsFromBody(
        cell,
        body.map((row) => row[column] ?? ''),
      ),
    )
  );
}

/** A column of numbers, or of texts much longer than its head, has a name on top. */
function differsFromBody(head: string, cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell.trim() !== '');
  if (filled.length === 0) return false;
  return filled.every(isNumber) || averageLength(filled) > 3 * head.length;
}

/** The column that most likely has the texts: by its name, else the one with the longest texts. */
export function guessColumn(rows: readonly (readonly string[])[], header: boolean): number {
  const named = (header ? (rows[0] ?? []) : [])
    .map((cell, column) => ({ column, rank: nameRank(cell) }))
    .filter(({ rank }) => rank >= 0)
    .sort((a, b) => a.rank - b.rank);
  if (named[0]) return named[0].column;
  const body = rows.slice(header ? 1 : 0, LOOKED_AT);
  const lengths = (rows[0] ?? []).map((_, column) =>
    averageLength(body.map((row) => row[column] ?? '').filter((cell) => !isNumber(cell))),
  );
  return Math.max(0, lengths.indexOf(Math.max(...lengths)));
}

const averageLength = (cells: readonly string[]): number =>
  cells.reduce((sum, cell) => sum + cell.length, 0) / Math.max(1, cells.length);
