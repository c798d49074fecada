import { STARTERS } from '../catalog/starters';
import type { LoupeConsole } from '../contract/console';
import { engine, VERSION } from './engine';
import { tasks } from './registry';

export const loupe: LoupeConsole = {
  version: VERSION,
  tasks: () => tasks.map(({ id, title }) => ({ id, title, models: startersFor(id) })),
  capabilities: () => engine.capabilities(),
  run: (taskId, input, options) => engine.run(taskId, input, options),
};

const startersFor = (taskId: string): string[] =>
  STARTERS.filter(({ tasks }) => tasks.some((task) => task === taskId)).map(({ id }) => id);
