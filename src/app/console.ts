import { MODELS } from '../catalog/models';
import type { Capabilities } from '../contract/capabilities';
import type { RunOptions } from '../contract/engine';
import type { RunResult } from '../contract/run';
import { engine, VERSION } from './engine';
import { tasks } from './registry';

/** `window.loupe`: what the interface does, for scripts in the DevTools console and for tests. A public contract. */
export interface LoupeConsole {
  version: string;
  /** What can be run, and the models that the catalogue has for it. */
  tasks(): { id: string; title: string; models: string[] }[];
  capabilities(): Promise<Capabilities>;
  /**
   * Runs a task. Never rejects: the outcome says whether it went well.
   * @param input inputs and parameters in one object, named as in Hugging Face's pipelines, or the bare text
   */
  run(taskId: string, input: unknown, options?: RunOptions): Promise<RunResult>;
}

export const loupe: LoupeConsole = {
  version: VERSION,
  tasks: () => tasks.map(({ id, title }) => ({ id, title, models: modelsFor(id).map((model) => model.id) })),
  capabilities: () => engine.capabilities(),
  run: (taskId, input, options) => engine.run(taskId, input, options),
};

export const modelsFor = (taskId: string) => MODELS.filter((model) => model.tasks.some((task) => task === taskId));
