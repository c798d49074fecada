import { describe, expect, it, vi } from 'vitest';
import type { RunContext } from '../../../workers/runner';
import type { SequenceToSequenceModel } from '../../../workers/runtime/sequence-to-sequence-model';
import { createToy } from '../../../workers/text/decoding/toy-model';
import type { RunEvent } from '../../contract/events';
import { type TranslatedText, type TranslationParameters, task } from './task';
import runner from './worker';

// The library is of no use in Node; the model here has no weights.
vi.mock('../../../workers/runtime/sequence-to-sequence-model', () => ({ loadSequenceToSequenceModel: vi.fn() }));

/** Every token is as likely as any other, whatever is read: what is written are the random numbers. */
function createModel(): SequenceToSequenceModel {
  const { model } = createToy(() => Array<number>(50).fill(0), { endTokenIds: new Set() });
  return {
    ...model,
    maxSourceTokens: 64,
    decoderStartTokenId: 1,
    generation: {},
    taskDefaults: () => ({}),
    languages: [],
    prefixOf: () => '',
    encode: (texts) => ({
      ids: texts.map((text) => [...text].map((letter) => letter.charCodeAt(0))),
      truncated: texts.map(() => false),
      forcedBosTokenId: null,
    }),
    countTokens: (text) => text.length,
    decode: (ids) => ids.join(' '),
    openSession: async () => model.openSession(),
    dispose: async () => {},
  };
}

const DEFAULTS = Object.fromEntries(Object.entries(task.parameters).map(([name, spec]) => [name, spec.default]));
const SAMPLED = {
  ...(DEFAULTS as unknown as TranslationParameters),
  num_beams: 1,
  max_new_tokens: 6,
  do_sample: true,
  seed: 3,
};
const TEXTS = ['One. Two. Three.', 'Four. Five.', 'Six.', 'Seven. Eight.'];

async function translate(parameters: TranslationParameters, done: readonly TranslatedText[] = []) {
  const events: RunEvent[] = [];
  const context: RunContext = {
    emit: (event) => events.push(event),
    notice: () => {},
    done,
    checkpoint: async () => {},
  };
  const { details } = await runner.run(createModel(), { text: TEXTS }, parameters, context);
  return {
    texts: details.texts,
    sequences: events.flatMap((event) => (event.type === 'token' ? [event.sequence] : [])),
  };
}

describe.each([{ split_sentences: true }, { split_sentences: false }, { split_sentences: true, num_beams: 2 }])(
  'a batch that is drawn, %j',
  (knobs) => {
    const parameters = { ...SAMPLED, ...knobs };

    it.each([1, 2, 3, 4])('goes on after %i texts as if it had never been stopped', async (count) => {
      const whole = await translate(parameters);
      const rest = await translate(parameters, whole.texts.slice(0, count));
      expect(rest.texts).toEqual(whole.texts);
    });

    it('draws for every piece anew', async () => {
      const { texts } = await translate(parameters);
      const pieces = texts.flatMap(({ segments }) => segments);
      expect(pieces).toHaveLength(knobs.split_sentences ? 8 : 4);
      expect(new Set(pieces.map(({ outputs }) => outputs[0]?.text)).size).toBe(pieces.length);
    });
  },
);

it('numbers the sequences of a batch that goes on after those before', async () => {
  const parameters = { ...SAMPLED, split_sentences: true };
  const { texts } = await translate(parameters);
  const { sequences } = await translate(parameters, texts.slice(0, 2));
  expect([...new Set(sequences)]).toEqual([5, 6, 7]);
});
