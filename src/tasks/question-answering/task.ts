import type { ValuesOf } from '../../contract/parameter';
import type { TaskDefinition } from '../../contract/task';

const TOWER =
  'The Eiffel Tower was built in 1889 by the company of Gustave Eiffel for a fair in Paris. It is 330 metres tall, and for forty years it was the tallest structure of the world. About seven million people visit it every year.';

/** Finds the answer to a question in a text. */
export const task = {
  id: 'question-answering',
  title: 'Question answering',
  group: 'text',
  order: 50,
  summary: 'Ask a question of a text. The model points at the words that answer it; it makes nothing up.',
  inputs: {
    question: {
      type: 'text',
      label: 'Question',
      placeholder: 'What do you want to know?',
      help: 'One question, or many: one on each line.',
      batch: true,
      maxCharacters: 5000,
      maxItems: 10_000,
    },
    context: {
      type: 'text',
      label: 'Context',
      placeholder: 'Paste the text that holds the answer…',
      help: 'A text of any length; long ones are read in overlapping windows. Or one on each line, for as many questions.',
      batch: true,
      maxCharacters: 1_000_000,
      maxItems: 10_000,
    },
  },
  parameters: {
    top_k: {
      type: 'integer',
      label: 'Answers returned',
      help: 'How many answers come back, the best first. The tab always shows some more.',
      minimum: 1,
      maximum: 100,
      step: 1,
      default: 1,
    },
    max_answer_len: {
      type: 'integer',
      label: 'Longest answer',
      help: 'An answer has at most this many tokens: long spans are mostly chance pairings of a start and an end.',
      minimum: 1,
      maximum: 500,
      step: 1,
      default: 15,
    },
    max_seq_len: {
      type: 'optional-integer',
      label: 'Window',
      help: 'Tokens that the model reads at once: the question and a part of the context. A longer context is read in several windows.',
      minimum: 16,
      maximum: 100_000,
      step: 1,
      default: null,
      nullLabel: '384, or what the model reads',
    },
    doc_stride: {
      type: 'optional-integer',
      label: 'Overlap of windows',
      help: 'Tokens of the context that neighbouring windows share, so that an answer at an edge is seen whole once.',
      minimum: 0,
      maximum: 100_000,
      step: 1,
      default: null,
      nullLabel: '128, at most half a window',
    },
    handle_impossible_answer: {
      type: 'boolean',
      label: 'There may be no answer',
      help: 'Lets the empty answer win where the model thinks that the text does not say. For models that were trained on unanswerable questions.',
      default: false,
    },
    align_to_words: {
      type: 'boolean',
      label: 'Whole words',
      help: 'Extends answers to whole words. Turn it off for languages that are written without spaces.',
      default: true,
    },
  },
  passedOver: {
    max_question_len: {
      type: 'optional-integer',
      label: 'Longest question',
      help: 'Python cuts questions with its slow tokenizers alone; with fast ones, which every model here has, a question stays whole.',
      minimum: 1,
      maximum: 100_000,
      step: 1,
      default: null,
      nullLabel: '64',
    },
  },
  defaultModel: 'loupe/qa',
  examples: [
    { label: 'When', input: { question: 'When was the Eiffel Tower built?', context: TOWER } },
    { label: 'How tall', input: { question: 'How tall is it?', context: TOWER } },
    {
      label: 'Who',
      input: {
        question: 'Who found the old map?',
        context:
          'Last summer the children stayed at their grandmother’s farm. On a rainy day Lena climbed into the attic and found an old map under a pile of newspapers. Her brother Jonas wanted to sell it, but their grandmother put it in a frame.',
      },
    },
    {
      label: 'Three questions',
      input: {
        question: ['When was the tower built?', 'How tall is the tower?', 'How many people visit it every year?'],
        context: TOWER,
      },
    },
  ],
} as const satisfies TaskDefinition;

export type QuestionAnsweringParameters = ValuesOf<typeof task.parameters>;

export interface Answer {
  score: number;
  /** UTF-16 units: `context.slice(start, end)` is the answer. Python counts code points instead. */
  start: number;
  end: number;
  answer: string;
}

/** As the Python pipeline: one answer with `top_k` 1, else a list; for several questions, one entry for each. */
export type QuestionAnsweringValue = Answer | Answer[] | (Answer | Answer[])[];

export interface AnsweredQuestion {
  /** Best first: those that `top_k` asks for, and some more. */
  answers: Answer[];
  tokens: number;
  /** How many windows the context was read in. */
  windows: number;
}

export interface QuestionAnsweringDetails {
  items: AnsweredQuestion[];
}
