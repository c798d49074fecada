import { MODELS } from '../catalog/models';
import type { LoupeConsole } from '../contract/console';
import { engine, VERSION } from './engine';
import { tasks } from './registry';

export const loupe: LoupeConsole = {
  version: VERSION,
  tasks: () => tasks.map(({ id, title }) => ({ id, title, models: modelsFor(id).map((model) => model.id) })),
  capabilities: () => engine.capabilities(),
  run: (taskId, input, options) => engine.run(taskId, input, options),
};

export const modelsFor = (taskId: string) => MODELS.filter((model) => model.tasks.some((task) => task === taskId));
