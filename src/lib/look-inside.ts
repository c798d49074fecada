import type { ParameterValues } from '../contract/parameter';
import type { RunRecord } from '../contract/run';
import { type InputValues, isChat } from '../contract/task';

/** A run as a view of the inside is to show it: what to put into the view's form. */
export interface InsideRequest {
  input: InputValues;
  /** Those that the view does not have, or would refuse, are left out. */
  parameters?: ParameterValues;
  /** Left out: the view's own. */
  model?: string;
}

/**
 * What a view makes of a run of another task; null where it has nothing to show of it. Each view has one in its
 * `look-inside.ts`.
 * @param value what the run gave
 */
export type LookInside = (run: RunRecord, value: unknown) => InsideRequest | null;

/** The texts of an input, in order; none where it is a conversation, a picture or nothing. */
export function textsOf({ input }: Pick<RunRecord, 'input'>, name = 'text'): string[] {
  const value = input[name];
  if (typeof value === 'string') return [value];
  return Array.isArray(value) && !isChat(value) ? (value as string[]).filter((text) => text.trim() !== '') : [];
}

/** One text as such, several as a list. */
export const oneOrMany = (texts: readonly string[]): string | string[] =>
  texts.length === 1 ? (texts[0] ?? '') : [...texts];

/** The first string of a result that stands under one of these names, however deep. */
export function firstText(value: unknown, names: readonly string[]): string | null {
  if (Array.isArray(value)) return value.length > 0 ? firstText(value[0], names) : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const name of names) {
    const found = (value as Record<string, unknown>)[name];
    if (typeof found === 'string') return found;
  }
  return null;
}
