/** How points are laid out in two or three dimensions. */
export type MapMethod = 'pca' | 'tsne' | 'umap';

/** What a map is drawn with, spelled as scikit-learn and umap-learn do. */
export interface MapSettings {
  method: MapMethod;
  n_components: 2 | 3;
  /** t-SNE: about how many neighbours count; less than the number of points. */
  perplexity: number;
  /** t-SNE: how far points move in one step; null for points / 48, at least 50 (scikit-learn's `auto`). */
  learning_rate: number | null;
  /** t-SNE: steps, of which the first quarter (at most 250) pulls clusters together. */
  n_iter: number;
  /** UMAP: how many neighbours of each point count. */
  n_neighbors: number;
  /** UMAP: how close points may lie. */
  min_dist: number;
  /** An integer from 0 to 2^32 - 1. PCA needs none. */
  seed: number;
}

/** What a finished map says of itself. */
export interface MapFacts {
  /** PCA: the share of the variance that each component has. */
  explained_variance_ratio?: number[];
  /** t-SNE: the Kullback-Leibler divergence at the end. */
  kl_divergence?: number;
  /** From 0 to 1: whether neighbours in the map are neighbours in truth (12 neighbours); null for many points. */
  trustworthiness: number | null;
}

/** What the page asks of the map's worker. `job` comes back with every answer. */
export type MapRequest =
  /** The vectors of all later jobs, row by row; they take the place of those before. */
  | { type: 'vectors'; vectors: Float32Array; dimensions: number }
  | { type: 'layout'; job: number; settings: MapSettings }
  | { type: 'clusters'; job: number; n_clusters: number; seed: number }
  /** Ends the layout that is under way; what it has so far is its answer. */
  | { type: 'stop' };

/** What the worker answers. `positions` has `n_components` numbers for each point. */
export type MapAnswer =
  | {
      type: 'frame';
      job: number;
      phase: 'neighbours' | 'layout';
      step: number;
      total: number;
      positions?: Float32Array;
    }
  | { type: 'layout'; job: number; positions: Float32Array; facts: MapFacts; stopped: boolean }
  | { type: 'clusters'; job: number; labels: Int32Array; inertia: number }
  | { type: 'failed'; job: number; message: string };
