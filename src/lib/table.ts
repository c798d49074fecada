/** What a cell of an exported table holds. */
export type Cell = string | number | boolean | null;

/** A result as rows, for CSV. */
export interface Table {
  columns: readonly string[];
  rows: readonly (readonly Cell[])[];
}
