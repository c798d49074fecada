import type { ModelRef } from '../contract/model';
import type { Outcome } from '../contract/outcome';
import type { TaskDefinition } from '../contract/task';
import type { OpenStore } from './open-model';
import type { RuntimeOptions } from './runtime-options';
import type { SelfChecks } from './self-check';
import type { WorkerLink } from './worker-link';

/** What an engine is made of. */
export interface EngineSetup {
  tasks: readonly TaskDefinition[];
  /** Finds a model by id; fails for an id that cannot be one. */
  resolveModel(id: string, revision: string | undefined, task: TaskDefinition): Outcome<ModelRef>;
  startWorker(): Promise<WorkerLink>;
  /** The model store. */
  store: OpenStore;
  version: string;
  /** Verdicts of self-checks. Left out, no model is checked. */
  selfChecks?: SelfChecks;
  runtime?: RuntimeOptions;
}
