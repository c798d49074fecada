import type { Rung } from '../../src/contract/events';
import type { ModelRef } from '../../src/contract/model';

/** A model in memory. */
export interface Loaded {
  /** Gives the memory back; the object is of no use afterwards. */
  dispose(): Promise<void>;
}

/**
 * Builds a model from files that are already verified and served to transformers.js. It throws whatever the library
 * throws: the host turns that into a failure.
 */
export type ModelLoader<T extends Loaded> = (model: ModelRef, rung: Rung) => Promise<T>;
