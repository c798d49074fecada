import type { ValuesOf } from '../../contract/parameter';
import type { TaskDefinition } from '../../contract/task';
import { ALWAYS_TRUNCATED } from '../../lib/always-truncated';
import { SEQUENCE_TO_SEQUENCE_PARAMETERS } from '../../lib/generation-parameters';

/** Says in few words what a text says in many. */
export const task = {
  id: 'summarization',
  title: 'Summarization',
  group: 'text',
  order: 60,
  summary:
    'Shorten a text to what matters. The model writes new sentences; nothing makes sure that they are true to the source.',
  inputs: {
    text: {
      type: 'text',
      label: 'Text',
      placeholder: 'Paste an article, a report, a letter…',
      help: 'One text, or many: one on each line.',
      batch: true,
      maxCharacters: 500_000,
      maxItems: 10_000,
    },
  },
  parameters: {
    map_reduce: {
      type: 'boolean',
      label: 'Long texts part by part',
      help: 'A text that is longer than the model reads is cut at sentence ends, each part is summarized, and so are the summaries together. Off: only the beginning is read, and you are told.',
      default: false,
    },
    ...SEQUENCE_TO_SEQUENCE_PARAMETERS,
  },
  passedOver: { truncation: ALWAYS_TRUNCATED },
  defaultModel: 'loupe/summarize',
  graphs: ['encoder_model', 'decoder_model_merged'],
  examples: [
    {
      label: 'An accident',
      input: {
        text: 'There was a loud bang in Marlow on Friday: a bus had hit a milk lorry on Station Road. The road was icy that morning. One of the drivers was taken to hospital with a broken leg. “I heard the brakes,” said Anna Keller, who lives nearby. Glass covered the road and the traffic jam was three kilometres long. The street was closed for four hours. Neighbours have asked for traffic lights for years.',
      },
    },
    {
      label: 'A diary',
      input: {
        text: 'Dear diary, today I wanted to cook a goulash for George, who is visiting. All was fine until I dropped the pot. My apron is ruined and the kitchen looked like a battlefield. The recipe was from my aunt Clara. The smoke alarm went off and the cat hid under the sofa. Luckily there was bread and butter. It rained all day. Tomorrow I will try again.',
      },
    },
    {
      label: 'A storm, four drafts',
      input: {
        text: 'It was a grey day in February. People in Harwick will remember Sunday, when a sandstorm came over the town. Schools were closed on the following day. The fire brigade was called out 120 times. It stopped all traffic on the main road. The town put up 90 people in the school gym. The damage is put at 2,500 euros. “I have never seen anything like it,” said Rosa Lind, 77. Volunteers brought tea and blankets.',
      },
      parameters: { num_beams: 4, num_return_sequences: 4 },
    },
    {
      label: 'Beyond what it knows',
      input: {
        text: 'The village of Oakham has a new swimming pool. For two years, people had collected money for it, and the baker Martha Quill had sold cakes every Sunday. On Saturday the mayor opened it, and children were the first to jump in. The water was cold, but nobody cared. In the end, 350 people came.',
      },
    },
  ],
} as const satisfies TaskDefinition;

export type SummarizationParameters = ValuesOf<typeof task.parameters>;

export interface Summary {
  summary_text: string;
}

/** As the Python pipeline: a list for one text, and for a list of texts one entry each (a list each with several outputs). */
export type SummarizationValue = Summary[] | Summary[][];

/** One call of the model: a part of a long text, the whole of a short one, or summaries to be summarized again. */
export interface SummaryPart {
  source: string;
  summary: string;
  tokens: number;
}

export interface SummarizedText {
  /** Best first. */
  outputs: { text: string; token_ids: number[]; score: number | null; finish_reason: string }[];
  /** How many tokens the text has. */
  source_tokens: number;
  /** The characters (UTF-16 units) of the text that the model read; all of it unless it was cut. */
  read_characters: number;
  /** Where the sentences of the text are (UTF-16 units). */
  source_sentences: { start: number; end: number }[];
  /** The sentences of the best summary, and which sentences of the text they drew on, judged by shared words. */
  sentences: { start: number; end: number; sources: { sentence: number; share: number }[] }[];
  /** The parts that were summarized one by one; empty where the text was read in one go. */
  parts: SummaryPart[];
}

export interface SummarizationDetails {
  texts: SummarizedText[];
  tokens_per_second: number | null;
}
