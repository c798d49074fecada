import type { RunEventListener, Rung } from '../../src/contract/events';
import type { ModelRef } from '../../src/contract/model';
import type { ParameterValues } from '../../src/contract/parameter';
import type { ModelFiles } from './model-files';

/** A model in memory. */
export interface Loaded {
  /**
   * What the model makes of a fixed short input, for the self-check: the same numbers on every device, as far as devices
   * agree. A model without one is taken at its word.
   */
  probe?(): Promise<Float32Array>;
  /** Gives the memory back; the object is of no use afterwards. */
  dispose(): Promise<void>;
}

/** For loaders that build sessions themselves. */
export interface LoadContext {
  files: ModelFiles;
  /** Of the run that the model is loaded for; later runs may have others. */
  parameters: ParameterValues;
  signal: AbortSignal;
  emit: RunEventListener;
}

/**
 * Builds a model from files that are already verified and served to transformers.js. It throws whatever the library
 * throws: the host turns that into a failure.
 */
export type ModelLoader<T extends Loaded> = (model: ModelRef, rung: Rung, context: LoadContext) => Promise<T>;
