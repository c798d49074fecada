import type { ModelEntry } from '../contract/model';
import type { TaskDefinition } from '../contract/task';
import { HUB_MODELS } from './hub-models';
import { STARTERS } from './starters';

/** Every model that Loupe knows by itself: starters first, then models of the Hub. */
export const MODELS = [...STARTERS, ...HUB_MODELS] as const;

/** The models of a task, and of those whose models it takes. */
export const modelsFor = ({ id, modelsOf = [] }: Pick<TaskDefinition, 'id' | 'modelsOf'>): ModelEntry[] =>
  MODELS.filter(({ tasks }) => tasks.some((task) => task === id || modelsOf.includes(task)));
