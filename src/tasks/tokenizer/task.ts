import type { ValuesOf } from '../../contract/parameter';
import type { TaskDefinition } from '../../contract/task';

/** Texts as tokens: what a model reads of them. */
export const task = {
  id: 'tokenizer',
  title: 'Tokenizer',
  group: 'inside',
  order: 10,
  summary: 'See texts as a model reads them: tokens with ids and offsets, special tokens, masks and batches.',
  inputs: {
    text: {
      type: 'text',
      label: 'Text',
      placeholder: 'Type, and see the tokens…',
      help: 'One text, many (one on each line), or a conversation.',
      batch: true,
      chat: true,
      maxCharacters: 100_000,
      maxItems: 1000,
    },
  },
  parameters: {
    text_pair: {
      type: 'text',
      label: 'Second text',
      help: 'A text that is read together with the first one, as a question and its passage. With several texts: one on each line.',
      maxCharacters: 100_000,
      default: null,
      nullLabel: 'none',
      besideInput: true,
    },
    compare_with: {
      type: 'text-list',
      label: 'Tokenizers beside it',
      help: 'Other tokenizers that the tab shows beside the chosen one. A run reads with the chosen one alone.',
      placeholder: 'owner/name',
      maxCharacters: 200,
      maxItems: 5,
      default: null,
      nullLabel: 'none',
      besideInput: true,
    },
    add_special_tokens: {
      type: 'boolean',
      label: 'Tokens around the text',
      help: 'Puts the tokens around the text that the model was trained with, such as [CLS] and [SEP].',
      default: true,
    },
    padding: {
      type: 'choice',
      label: 'Rows of equal length',
      help: 'A batch is a matrix: shorter rows are filled with padding tokens, which the attention mask hides. True fills to the longest row, max_length to that length.',
      choices: [
        { value: false, label: 'False' },
        { value: true, label: 'True' },
        { value: 'longest', label: 'longest (as True)' },
        { value: 'max_length', label: 'max_length' },
      ],
      default: false,
    },
    truncation: {
      type: 'choice',
      label: 'Cut what is too long',
      help: 'Cuts rows to max_length tokens. Of a pair, longest_first takes from the longer text; only_first and only_second from one of them.',
      choices: [
        { value: false, label: 'False' },
        { value: true, label: 'True' },
        { value: 'longest_first', label: 'longest_first (as True)' },
        { value: 'only_first', label: 'only_first' },
        { value: 'only_second', label: 'only_second' },
      ],
      default: false,
    },
    max_length: {
      type: 'optional-integer',
      label: 'Tokens in a row',
      help: 'Special tokens counted. Acts with truncation, and with padding to max_length.',
      minimum: 1,
      maximum: 32_768,
      step: 1,
      default: null,
      nullLabel: 'the model’s',
      firstNumber: 16,
    },
    padding_side: {
      type: 'choice',
      label: 'Where padding goes',
      help: 'Models that continue a text are padded on the left, so that its end stays next to what they write.',
      choices: [
        { value: 'default', label: 'as the tokenizer says' },
        { value: 'right', label: 'right' },
        { value: 'left', label: 'left' },
      ],
      default: 'default',
    },
    pad_to_multiple_of: {
      type: 'optional-integer',
      label: 'Round the length up',
      help: 'Pads to a multiple of this, which some hardware reads faster.',
      minimum: 1,
      maximum: 1024,
      step: 1,
      default: null,
      nullLabel: 'no',
      firstNumber: 8,
    },
    skip_special_tokens: {
      type: 'boolean',
      label: 'Without special tokens',
      help: 'Leaves special tokens out of the decoded text.',
      section: 'Decoding',
      default: true,
    },
    clean_up_tokenization_spaces: {
      type: 'choice',
      label: 'Spaces before punctuation',
      help: 'Takes out the spaces that decoding leaves before punctuation and in contractions.',
      choices: [
        { value: 'default', label: 'as the tokenizer says' },
        { value: true, label: 'True' },
        { value: false, label: 'False' },
      ],
      section: 'Decoding',
      default: 'default',
    },
    chat_template: {
      type: 'text',
      label: 'Jinja template',
      help: 'Writes a conversation as one text. Left out, the tokenizer’s own is used.',
      maxCharacters: 50_000,
      default: null,
      nullLabel: 'the tokenizer’s own',
      besideInput: true,
    },
    add_generation_prompt: {
      type: 'boolean',
      label: 'Begin the answer',
      help: 'Ends a rendered conversation with the tokens that begin an answer of the assistant.',
      section: 'Conversation',
      default: false,
    },
  },
  defaultModel: 'loupe/stories',
  modelsOf: [
    'text-classification',
    'zero-shot-classification',
    'fill-mask',
    'token-classification',
    'question-answering',
    'summarization',
    'translation',
    'text-generation',
    'embeddings',
  ],
  graphs: [],
  examples: [
    { label: 'A sentence', input: { text: 'Tokenizers split unbelievably long words into pieces.' } },
    { label: 'Scripts and emoji', input: { text: 'naïve café — 東京 Ελλάδα مرحبا 👩‍👩‍👧 🇫🇷' } },
    { label: 'Code', input: { text: 'def square(x):\n    return x ** 2  # 3.14159' } },
    {
      label: 'A padded batch',
      input: { text: ['Once upon a time', 'a fox', 'lived near the old mill by the river'] },
      parameters: { padding: true },
    },
  ],
} as const satisfies TaskDefinition;

export type TokenizerParameters = ValuesOf<typeof task.parameters>;

/** As the tokenizer's `__call__` in Python: lists for one text, lists of lists for a batch. */
export interface TokenizerValue {
  input_ids: number[] | number[][];
  attention_mask: number[] | number[][];
  /** Only for tokenizers whose models read them. */
  token_type_ids?: number[] | number[][];
}
