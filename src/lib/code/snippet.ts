import type { Device, Dtype } from '../../contract/model';
import type { ParameterValues } from '../../contract/parameter';
import type { RecordedInputs } from '../../contract/task';

/** The model of a run, as code needs it. */
export interface CodeModel {
  id: string;
  revision: string;
  /**
   * The Hub id of its PyTorch weights: of the model that it was converted from, or, for a starter, of one of the same
   * kind. Null where nobody knows of another id.
   */
  original: string | null;
  /** For a starter, which is not on the Hub: the folder of the starters on this site, ending in a slash. */
  starterFolder: string | null;
  /** What the catalogue has it for; left out for a model that the catalogue does not know. */
  tasks?: readonly string[];
}

/** A run that is to be written as code. */
export interface CodeRequest {
  task: string;
  input: RecordedInputs;
  /** Every parameter with the value that was used. */
  parameters: ParameterValues;
  model: CodeModel;
  device: Device | null;
  dtype: Dtype | null;
}

/** The same run in both libraries: whole programs, which print their result. */
export interface Snippets {
  /** transformers.js, an ES module for the browser or Node. */
  javascript: string;
  /** Python transformers. */
  python: string;
}

/** What a task's `code.ts` exports as `codeFor`. */
export type CodeWriter = (run: CodeRequest) => Snippets;
