import type { Notice, RunEventListener } from '../src/contract/events';
import type { ModelFile, ModelRef } from '../src/contract/model';
import type { TokenCounts } from '../src/contract/run';
import type { Loaded, ModelLoader } from './runtime/loader';
import type { ModelFiles } from './runtime/model-files';

/** What a runner may do besides computing. */
export interface RunContext {
  emit: RunEventListener;
  notice(notice: Notice): void;
  /** Items of the batch that an earlier, stopped run has done: the first ones, in order. */
  done: readonly unknown[];
  /**
   * Throws when the run was cancelled, and gives the event loop a turn when one is due: on WASM nothing else does. To be
   * awaited before every forward pass.
   */
  checkpoint(): Promise<void>;
}

export interface RunnerOutput<V, D> {
  value: V;
  details: D;
  tokens: TokenCounts;
}

/** A quick question about a model, answered without a session, while a run may be under way. */
export interface Question {
  /** The only files that are opened, downloaded if need be. */
  files(model: ModelRef): readonly ModelFile[];
  /** @param payload whatever the caller passed: to be checked */
  answer(files: ModelFiles, payload: unknown, model: ModelRef): Promise<unknown>;
}

/**
 * The worker's half of a task, the default export of its `worker.ts`: which kind of model it needs, and what it does
 * with it. Input and parameters arrive validated.
 */
export interface Runner<M extends Loaded, I, P, V, D> {
  load: ModelLoader<M>;
  /** By their names. */
  questions?: Readonly<Record<string, Question>>;
  run(model: M, input: I, parameters: P, context: RunContext): Promise<RunnerOutput<V, D>>;
}

/** Gives a runner its types. */
export const defineRunner = <M extends Loaded, I, P, V, D>(runner: Runner<M, I, P, V, D>): Runner<M, I, P, V, D> =>
  runner;
