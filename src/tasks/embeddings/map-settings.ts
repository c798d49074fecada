import type { MapSettings } from '../../contract/embeddings-map';
import type { ViewTexts } from '../../contract/task';
import type { Embedded } from './result-data';

/** What the map is drawn with, and how many clusters are looked for. */
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

/** What a draft or a link says, with whatever does not fit replaced by its default. */
export function choicesOf(view: ViewTexts): MapChoices {
  const choices = { ...DEFAULTS };
  if (view.method === 'tsne' || view.method === 'umap') choices.method = view.method;
  if (view.n_components === '3') choices.n_components = 3;
  for (const name of Object.keys(RANGES) as RangedName[]) {
    const text = view[name] ?? '';
    if (text.trim() !== '' && isInRange(name, Number(text))) choices[name] = Number(text);
  }
  return choices;
}

/** The same as texts; numbers that cannot be used are left out. `auto` is scikit-learn's word for no learning rate. */
export const viewOf = (choices: Partial<MapChoices>): ViewTexts =>
  Object.fromEntries(
    Object.entries(choices)
      .filter(([name, value]) => !isUnfit(name, value))
      .map(([name, value]) => [name, String(value ?? 'auto')]),
  );

/** The numbers among some choices that cannot be used: as they are typed, for now. */
export const unfitOf = (choices: Partial<MapChoices>): Partial<MapChoices> =>
  Object.fromEntries(Object.entries(choices).filter(([name, value]) => isUnfit(name, value)));

const isUnfit = (name: string, value: unknown): boolean =>
  Object.hasOwn(RANGES, name) && !isInRange(name as RangedName, value as number | null);

/** What points are coloured by: nothing, their clusters, or a column of the file that the texts came from. */
export const NO_COLOUR = 'nothing';
export const BY_CLUSTERS = 'clusters';
const COLUMN = 'column ';

export const colourChoices = (columns: Embedded['columns']): string[] => [
  NO_COLOUR,
  BY_CLUSTERS,
  ...Object.keys(columns).map((name) => COLUMN + name),
];

/** What was chosen if it is there; else the first column, where there is one. */
export function colourOf({ colour_by }: ViewTexts, columns: Embedded['columns']): string {
  const choices = colourChoices(columns);
  return choices.find((choice) => choice === colour_by) ?? choices[2] ?? NO_COLOUR;
}

/** The cells of the column that is chosen; none where it is no column. */
export const columnOf = (colour: string, columns: Embedded['columns']): readonly string[] | undefined =>
  colour.startsWith(COLUMN) ? columns[colour.slice(COLUMN.length)] : undefined;

/** scikit-learn's perplexity must be below the number of points: of few points a smaller one is taken. */
export const fittingPerplexity = (perplexity: number, count: number): number =>
  Math.min(perplexity, Math.max(1, Math.floor((count - 1) / 3)));
