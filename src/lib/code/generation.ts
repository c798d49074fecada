import { type CodeValue, Float } from './literal';
import type { CodeRequest } from './snippet';

/** Settings of `generate` that transformers.js 4.3 takes no notice of, or refuses, and the value at which they do nothing. */
const PYTHON_ONLY: Readonly<Record<string, CodeValue>> = {
  num_beams: 1,
  length_penalty: 1,
  early_stopping: false,
  top_p: 1,
  min_p: 0,
  typical_p: 1,
  num_return_sequences: 1,
  stop_strings: [],
};

/** Act only while tokens are drawn; Python warns of them otherwise. */
const SAMPLING = ['temperature', 'top_k', 'top_p', 'min_p', 'typical_p'];
/** Python refuses a whole number here. */
const FLOATS: ReadonlySet<string> = new Set([
  'temperature',
  'top_p',
  'min_p',
  'typical_p',
  'repetition_penalty',
  'length_penalty',
]);

/** Act only with several beams. */
const BEAMS = ['length_penalty', 'early_stopping'];

/** What a decoder does where nobody says otherwise, so that it need not be written: their files hardly ever do. */
const DECODERS_OWN: Readonly<Record<string, CodeValue>> = {
  num_beams: 1,
  length_penalty: 1,
  early_stopping: false,
  min_p: 0,
  typical_p: 1,
  num_return_sequences: 1,
  stop_strings: [],
  min_new_tokens: 0,
  min_length: 0,
  no_repeat_ngram_size: 0,
};

/** An encoder-decoder's file says something of nearly every setting, and each is `null` until somebody chooses. */
export const ENCODER_DECODERS_OWN: Readonly<Record<string, CodeValue>> = { num_return_sequences: 1 };

const NAMES = [
  'max_new_tokens',
  'max_length',
  'min_new_tokens',
  'min_length',
  'do_sample',
  ...SAMPLING,
  'num_beams',
  ...BEAMS,
  'num_return_sequences',
  'repetition_penalty',
  'no_repeat_ngram_size',
  'stop_strings',
];

export interface GenerationOptions {
  javascript: Record<string, CodeValue>;
  python: Record<string, CodeValue>;
  /** What transformers.js does not do. */
  ignored: string[];
  /** Null while nothing is drawn. */
  seed: number | null;
}

/**
 * The settings of `generate` that a run used. A value of null (or the word `default`) means what the model's own
 * configuration says, so nothing is written; everything else is.
 * @param own values that models have by themselves, which are left out as well
 */
export function generationOptions({ parameters }: CodeRequest, own = DECODERS_OWN): GenerationOptions {
  const sampled = parameters.do_sample === true;
  const beams = parameters.num_beams;
  const acts = (name: string) => (sampled || !SAMPLING.includes(name)) && (beams !== 1 || !BEAMS.includes(name));
  const python: Record<string, CodeValue> = {};
  for (const name of NAMES) {
    const value = parameters[name];
    const given = value !== undefined && value !== null && value !== 'default' && !isSame(value, own[name]);
    if (given && acts(name)) python[name] = FLOATS.has(name) && typeof value === 'number' ? new Float(value) : value;
  }
  // The two exclude each other; the first one goes before.
  if ('max_new_tokens' in python) delete python.max_length;
  const ignored = Object.keys(python).filter(
    (name) => name in PYTHON_ONLY && !isSame(parameters[name], PYTHON_ONLY[name]),
  );
  const javascript = Object.fromEntries(Object.entries(python).filter(([name]) => !(name in PYTHON_ONLY)));
  const { seed } = parameters;
  return { javascript, python, ignored, seed: sampled && typeof seed === 'number' ? seed : null };
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
