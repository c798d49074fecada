import type { Condition, ParameterValues } from '../contract/parameter';

/**
 * Whether a condition on another parameter holds. A number that is left to the model (`null`) may be above any: only
 * the worker knows it, and checks again.
 */
export function conditionHolds(condition: Condition, values: ParameterValues): boolean {
  const value = values[condition.parameter];
  if ('equals' in condition) return value === condition.equals;
  if ('above' in condition) return value === null || Number(value) > condition.above;
  return value === null || Number(value) >= Number(values[condition.atLeast]);
}

export function conditionWords(condition: Condition): string {
  if ('equals' in condition) return `\`${condition.parameter}: ${condition.equals}\``;
  if ('above' in condition) return `\`${condition.parameter}\` above ${condition.above}`;
  return `\`${condition.parameter}\` at least as high`;
}
