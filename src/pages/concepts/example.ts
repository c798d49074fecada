import type { ComponentType } from 'react';
import type { Fields, FieldValues, ValuesOf } from '../../lib/concepts/fields';

/** What an example draws from: its values, and a way to change them. */
export interface ExampleViewProps<F extends Fields> {
  values: ValuesOf<F>;
  set(patch: Partial<ValuesOf<F>>): void;
}

/** One worked example on one screen. */
export interface Example {
  id: string;
  title: string;
  order: number;
  /** One or two sentences: the idea. */
  idea: string;
  /** The rule, in one line. */
  formula: string;
  /** Where the numbers that it begins with are printed. */
  source: string;
  fields: Fields;
  /** Other numbers worth a look. */
  presets: readonly { label: string; values: FieldValues }[];
  View: ComponentType<{ values: FieldValues; set(patch: FieldValues): void }>;
}

/** Gives an example its types: the view gets the values that its own fields say. */
export function defineExample<const F extends Fields>(
  example: Omit<Example, 'fields' | 'View' | 'presets'> & {
    fields: F;
    presets?: readonly { label: string; values: Partial<ValuesOf<F>> }[];
    View: ComponentType<ExampleViewProps<F>>;
  },
): Example {
  return { presets: [], ...example } as unknown as Example;
}
