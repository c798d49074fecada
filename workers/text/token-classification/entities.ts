/** As the Python pipeline's `aggregation_strategy`. */
export type AggregationStrategy = 'none' | 'simple' | 'first' | 'average' | 'max';

/** A token with what the model thinks of it. Offsets are UTF-16 units of the text. */
export interface PreEntity {
  word: string;
  /** Probabilities of all labels. */
  scores: ArrayLike<number>;
  start: number;
  end: number;
  /** Position among the tokens that the model read, special ones counted. */
  index: number;
  /** Whether it continues the word of the token before it. */
  is_subword: boolean;
}

/** What the pipeline returns for a token when nothing is aggregated. */
export interface TokenEntity {
  entity: string;
  score: number;
  index: number;
  word: string;
  start: number;
  end: number;
}

/** What the pipeline returns for an entity otherwise. */
export interface EntityGroup {
  entity_group: string;
  score: number;
  word: string;
  start: number;
  end: number;
}
