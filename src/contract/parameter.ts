/** What every knob carries, whatever its type. */
interface ParameterBase {
  /** Short name for the form; the parameter's own name (Hugging Face's) is always shown beside it. */
  label: string;
  /** One or two sentences: what it does to the output, naming the idea behind it. */
  help: string;
  /** The knob acts only while another parameter has this value; the form says so, nothing is hidden. */
  activeWhen?: { parameter: string; equals: boolean; otherwise: string };
}

/** A number. `integer` refuses fractions. Both ends of the range are allowed. */
export interface NumberParameter extends ParameterBase {
  type: 'integer' | 'number';
  minimum: number;
  maximum: number;
  step: number;
  default: number;
  /** A value above 1 is refused unless another parameter has this value. */
  aboveOneNeeds?: { parameter: string; equals: boolean; because: string };
}

/** A number that may be left out (`null`), with the words for what `null` means. */
export interface OptionalNumberParameter extends ParameterBase {
  type: 'optional-integer';
  minimum: number;
  maximum: number;
  step: number;
  default: number | null;
  nullLabel: string;
}

export interface BooleanParameter extends ParameterBase {
  type: 'boolean';
  default: boolean;
}

export interface ChoiceParameter extends ParameterBase {
  type: 'choice';
  choices: readonly { value: string; label: string }[];
  default: string;
}

/** A seed: an integer from 0 to 2^32 - 1, or `null` for a new one on each run. The run record has the one used. */
export interface SeedParameter extends ParameterBase {
  type: 'seed';
  default: null;
}

export type ParameterSpec =
  | NumberParameter
  | OptionalNumberParameter
  | BooleanParameter
  | ChoiceParameter
  | SeedParameter;

export type ParameterSpecs = Readonly<Record<string, ParameterSpec>>;
export type ParameterValue = number | string | boolean | null;
export type ParameterValues = Record<string, ParameterValue>;

type ValueOf<S extends ParameterSpec> = S extends { type: 'integer' | 'number' }
  ? number
  : S extends { type: 'optional-integer' | 'seed' }
    ? number | null
    : S extends { type: 'boolean' }
      ? boolean
      : string;

/** The validated values of a set of specifications, as a type: `max_new_tokens: number`, `seed: number | null`… */
export type ValuesOf<S extends ParameterSpecs> = { [K in keyof S]: ValueOf<S[K]> };
