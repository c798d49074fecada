import type { RunContext } from '../../runner';
import { assertFinite } from '../assert-finite';
import { passesOf } from './passes';
import type { Row } from './rows';

/** The numbers of one row by output name; of outputs per token, those of padding are left out. */
export type RowOutputs = Record<string, Float32Array>;

/** A model that reads rows. */
export interface RowModel {
  /** Tokens with padding that go through in one pass. */
  passTokens: number;
  /** One forward pass. */
  forward(rows: readonly Row[]): Promise<RowOutputs[]>;
}

/** Gives any number of rows to a model, in as few passes as are sound. */
export async function runRows(
  model: RowModel,
  rows: readonly Row[],
  context: Pick<RunContext, 'checkpoint'>,
): Promise<RowOutputs[]> {
  const outputs: RowOutputs[] = [];
  for (const pass of passesOf(rows, model.passTokens)) {
    await context.checkpoint();
    for (const row of await model.forward(pass)) {
      for (const numbers of Object.values(row)) assertFinite(numbers);
      outputs.push(row);
    }
  }
  return outputs;
}
