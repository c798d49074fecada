import type { MapSettings } from '../../contract/embeddings-map';
import { openStorage } from '../../lib/key-value-store';

/** What the map is drawn with, and coloured by. Kept across reloads. */
export interface MapChoices extends MapSettings {
  n_clusters: number;
}

export const DEFAULTS: MapChoices = {
  method: 'pca',
  n_components: 2,
  perplexity: 30,
  learning_rate: null,
  n_iter: 1000,
  n_neighbors: 15,
  min_dist: 0.1,
  seed: 0,
  n_clusters: 4,
};

/** The ends of each range; both are allowed. */
export const RANGES = {
  perplexity: { minimum: 1, maximum: 200, step: 1 },
  learning_rate: { minimum: 1, maximum: 10_000, step: 1 },
  n_iter: { minimum: 50, maximum: 5000, step: 50 },
  n_neighbors: { minimum: 2, maximum: 200, step: 1 },
  min_dist: { minimum: 0, maximum: 0.99, step: 0.01 },
  seed: { minimum: 0, maximum: 2 ** 32 - 1, step: 1 },
  n_clusters: { minimum: 2, maximum: 30, step: 1 },
} as const;

export type RangedName = keyof typeof RANGES;

/** Whether a number may be used; whole numbers where steps are whole. */
export function isInRange(name: RangedName, value: number | null): boolean {
  if (name === 'learning_rate' && value === null) return true;
  const { minimum, maximum, step } = RANGES[name];
  if (value === null || !Number.isFinite(value) || value < minimum || value > maximum) return false;
  return step < 1 || name === 'learning_rate' || Number.isInteger(value);
}

const KEY = 'loupe.embeddings.map';
const storage = openStorage(() => localStorage);

/** What was chosen last, with whatever does not fit replaced by its default. */
export function loadChoices(): MapChoices {
  const choices = { ...DEFAULTS };
  try {
    const stored = JSON.parse(storage.getItem(KEY) ?? '{}') as Partial<Record<keyof MapChoices, unknown>>;
    if (stored.method === 'tsne' || stored.method === 'umap') choices.method = stored.method;
    if (stored.n_components === 3) choices.n_components = 3;
    for (const name of Object.keys(RANGES) as RangedName[]) {
      const value = stored[name];
      if (typeof value === 'number' && isInRange(name, value)) choices[name] = value;
    }
  } catch {
    // Something else lies there.
  }
  return choices;
}

export const saveChoices = (choices: MapChoices): void => storage.setItem(KEY, JSON.stringify(choices));

/** scikit-learn's perplexity must be below the number of points: of few points a smaller one is taken. */
export const fittingPerplexity = (perplexity: number, count: number): number =>
  Math.min(perplexity, Math.max(1, Math.floor((count - 1) / 3)));
