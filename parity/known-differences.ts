import type { GoldenCase } from './golden-case';

/** Cases that are not equal yet, and why. A case that has become equal fails its test until it is taken out here. */
export interface KnownDifference {
  task: string;
  because: string;
  applies(golden: GoldenCase): boolean;
}

export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [];

export const knownDifference = (task: string, golden: GoldenCase): KnownDifference | undefined =>
  KNOWN_DIFFERENCES.find((known) => known.task === task && known.applies(golden));
