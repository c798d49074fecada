/** Something that another parameter must be. `atLeast` names a parameter whose value it must reach. */
export type Condition =
  | { parameter: string; equals: boolean | null }
  | { parameter: string; above: number }
  | { parameter: string; atLeast: string };

/** What every knob carries, whatever its type. */
interface ParameterBase {
  /** Short name for the form; the parameter's own name (Hugging Face's) is always shown beside it. */
  label: string;
  /** One or two sentences: what it does to the output, naming the idea behind it. */
  help: string;
  /** The knob acts only while this holds; the form says so, nothing is hidden. */
  activeWhen?: Condition & { otherwise: string };
  /** Knobs of one group stand together in the form under this heading; those without one come first. */
  section?: string;
}

/** A number. `integer` refuses fractions. Both ends of the range are allowed. */
export interface NumberParameter extends ParameterBase {
  type: 'integer' | 'number';
  minimum: number;
  maximum: number;
  step: number;
  default: number;
  /** A value above 1 is refused unless one of these holds. */
  aboveOneNeeds?: { anyOf: readonly Condition[]; because: string };
  /** The name of a parameter that this one may not exceed. */
  notAbove?: string;
}

/** A number that may be left out (`null`), with the words for what `null` means. */
export interface OptionalNumberParameter extends ParameterBase {
  type: 'optional-integer' | 'optional-number';
  minimum: number;
  maximum: number;
  step: number;
  default: number | null;
  nullLabel: string;
  /** What the field holds when a number is wanted after all; `minimum` where it is left out. */
  firstNumber?: number;
  /** The name of a parameter that this one may not exceed. */
  notAbove?: string;
}

export interface BooleanParameter extends ParameterBase {
  type: 'boolean';
  default: boolean;
}

export interface ChoiceParameter extends ParameterBase {
  type: 'choice';
  /** Values are words, or true and false where Hugging Face mixes the two. */
  choices: readonly { value: string | boolean; label: string }[];
  default: string | boolean;
}

/** A short text. With a `nullLabel` it may be left out (`null`). */
export interface TextParameter extends ParameterBase {
  type: 'text';
  maxCharacters: number;
  /** What the text must contain, for instance the braces of a template. */
  mustContain?: string;
  /** Offered while typing; anything else may be typed too. */
  suggestions?: readonly string[];
  default: string | null;
  nullLabel?: string;
}

/** Several short texts. With a `nullLabel`, none at all is `null`. */
export interface TextListParameter extends ParameterBase {
  type: 'text-list';
  maxCharacters: number;
  maxItems: number;
  placeholder: string;
  default: readonly string[] | null;
  nullLabel?: string;
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
  | TextParameter
  | TextListParameter
  | SeedParameter;

export type ParameterSpecs = Readonly<Record<string, ParameterSpec>>;
export type ParameterValue = number | string | boolean | null | readonly string[];
export type ParameterValues = Record<string, ParameterValue>;

type ValueOf<S extends ParameterSpec> = S extends { type: 'integer' | 'number' }
  ? number
  : S extends { type: 'optional-integer' | 'optional-number' | 'seed' }
    ? number | null
    : S extends { type: 'boolean' }
      ? boolean
      : S extends { type: 'text-list' }
        ? readonly string[] | (S extends { nullLabel: string } ? null : never)
        : S extends { type: 'text' }
          ? string | (S extends { nullLabel: string } ? null : never)
          : S extends { type: 'choice'; choices: readonly { value: infer V }[] }
            ? V
            : never;

/** The validated values of a set of specifications, as a type: `max_new_tokens: number`, `seed: number | null`… */
export type ValuesOf<S extends ParameterSpecs> = { [K in keyof S]: ValueOf<S[K]> };
