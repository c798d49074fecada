import type { ModelEntry } from '../contract/model';
import { HUB_MODELS } from './hub-models';
import { STARTERS } from './starters';

/** Every model that Loupe knows by itself: starters first, then models of the Hub. */
export const MODELS = [...STARTERS, ...HUB_MODELS] as const;

export const modelsFor = (taskId: string): ModelEntry[] =>
  MODELS.filter((model) => model.tasks.some((task) => task === taskId));
