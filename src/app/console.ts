import { STARTERS } from '../catalog/starters';
import type { LoupeConsole } from '../contract/console';
import { engine, VERSION } from './engine';
import { tasks } from './registry';

export const loupe: LoupeConsole = {
  version: VERSION,
  tasks: () => tasks.map(({ id, title, modelsOf }) => ({ id, title, models: startersFor(id, modelsOf) })),
  capabilities: () => engine.capabilities(),
  run: (taskId, input, options) => engine.run(taskId, input, options),
  importModel: async (files, options) => (await import('./import-by-script')).importByScript(files, options),
};

const startersFor = (taskId: string, modelsOf: readonly string[] = []): string[] =>
  STARTERS.filter(({ tasks }) => tasks.some((task) => task === taskId || modelsOf.includes(task))).map(({ id }) => id);
