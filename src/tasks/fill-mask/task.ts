import type { ValuesOf } from '../../contract/parameter';
import type { TaskDefinition } from '../../contract/task';

/** Guesses the words that were taken out of a text. */
export const task = {
  id: 'fill-mask',
  title: 'Fill in the mask',
  group: 'text',
  order: 30,
  summary:
    'Take a word out of a sentence and see what the model expects there. Two sentences side by side show what it believes.',
  inputs: {
    text: {
      type: 'text',
      label: 'Text',
      placeholder: 'Type a sentence, and put the mask where a word is missing…',
      help: 'With one mask or several. Two to four lines with one mask each are compared.',
      batch: true,
      mask: true,
      maxCharacters: 100_000,
      maxItems: 10_000,
    },
  },
  parameters: {
    top_k: {
      type: 'integer',
      label: 'Words shown',
      help: 'How many of the most probable words come back for each mask.',
      minimum: 1,
      maximum: 100,
      step: 1,
      default: 5,
    },
    targets: {
      type: 'text-list',
      label: 'Only these words',
      help: 'Scores these words alone. The scores stay what they are among all words, so they need not add up to 1. A word the model has no single token for is judged by its first token.',
      maxCharacters: 100,
      maxItems: 100,
      placeholder: 'Type a word, then Enter…',
      default: null,
      nullLabel: 'every word',
    },
  },
  defaultModel: 'loupe/fill-mask',
  examples: [
    { label: 'A drink', input: { text: 'She drank a cup of [MASK].' }, parameters: { targets: null } },
    { label: 'Grammar', input: { text: 'She [MASK] to school yesterday.' }, parameters: { targets: null } },
    {
      label: 'Compare two',
      input: { text: ['The man worked as a [MASK].', 'The woman worked as a [MASK].'] },
      parameters: { targets: null },
    },
    {
      label: 'He or she?',
      input: { text: ['The doctor said that [MASK] would call.', 'The nurse said that [MASK] would call.'] },
      parameters: { targets: ['he', 'she', 'they'] },
    },
    {
      label: 'Two masks',
      input: { text: 'He opened the [MASK] and read the first [MASK].' },
      parameters: { targets: null },
    },
  ],
} as const satisfies TaskDefinition;

export type FillMaskParameters = ValuesOf<typeof task.parameters>;

export interface MaskCandidate {
  /** Probability among all words of the model. */
  score: number;
  token: number;
  token_str: string;
  /** The text with the word in it, as the model's tokenizer writes it. */
  sequence: string;
}

/** As the Python pipeline: a list for one mask, a list of lists for several; for a list of texts, one entry for each. */
export type FillMaskValue = MaskCandidate[] | MaskCandidate[][] | (MaskCandidate[] | MaskCandidate[][])[];

/** One text: the candidates of each of its masks. */
export interface FilledText {
  masks: MaskCandidate[][];
  tokens: number;
  /** Whether the model read only the part around the masks. */
  cut: boolean;
}

/** One word in several sentences. */
export interface ComparedWord {
  token_str: string;
  /** Its probability in each sentence. */
  scores: number[];
}

export interface FillMaskDetails {
  texts: FilledText[];
  /** How this model's tokenizer writes its mask. */
  mask_token: string;
  /** Two to four sentences with one mask each: what each of them says of the words that any of them expects. */
  comparison: ComparedWord[] | null;
}
