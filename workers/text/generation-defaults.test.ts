import { describe, expect, it } from 'vitest';
import { type SequenceToSequenceKnobs, sequenceToSequenceOptions, textGenerationOptions } from './generation-defaults';

const UNTOUCHED: SequenceToSequenceKnobs = {
  max_length: null,
  max_new_tokens: null,
  min_length: null,
  num_beams: null,
  length_penalty: null,
  early_stopping: 'default',
  no_repeat_ngram_size: null,
  repetition_penalty: null,
  do_sample: false,
  temperature: 1,
  top_k: 50,
  top_p: 1,
  num_return_sequences: 1,
  seed: null,
};

// What `pipeline(...).generation_config` says after the same in Python.
describe('options of the text-to-text pipelines', () => {
  it('are the pipeline’s own where the model says nothing', () => {
    const options = sequenceToSequenceOptions(UNTOUCHED, {}, {});
    expect(options).toMatchObject({ num_beams: 4, max_new_tokens: 256, max_length: null, length_penalty: 1 });
  });

  it('return several outputs where the search has as many beams', () => {
    expect(sequenceToSequenceOptions({ ...UNTOUCHED, num_return_sequences: 4 }, {}, {}).num_return_sequences).toBe(4);
    for (const knobs of [{ num_return_sequences: 5 }, { num_return_sequences: 2, num_beams: 1 }]) {
      expect(() => sequenceToSequenceOptions({ ...UNTOUCHED, ...knobs }, {}, {})).toThrow(/num_return_sequences/);
    }
    const sampled = { ...UNTOUCHED, num_beams: 1, do_sample: true, num_return_sequences: 2 };
    expect(sequenceToSequenceOptions(sampled, {}, {}).num_return_sequences).toBe(2);
  });

  it('take the model’s length and penalties, but not its beams', () => {
    const model = { max_length: 142, min_length: 56, num_beams: 2, length_penalty: 2, early_stopping: true };
    expect(sequenceToSequenceOptions(UNTOUCHED, model, {})).toMatchObject({
      num_beams: 4,
      max_new_tokens: null,
      max_length: 142,
      min_length: 56,
      length_penalty: 2,
      early_stopping: true,
    });
    expect(sequenceToSequenceOptions(UNTOUCHED, { max_length: 20 }, {})).toMatchObject({ max_new_tokens: 256 });
  });

  it('take task-specific settings before all that', () => {
    const options = sequenceToSequenceOptions(UNTOUCHED, { max_length: 512 }, { max_length: 300, num_beams: 6 });
    expect(options).toMatchObject({ num_beams: 6, max_length: 300, max_new_tokens: null });
  });

  it('take what is asked for before everything', () => {
    const knobs = {
      ...UNTOUCHED,
      num_beams: 1,
      max_length: 30,
      min_length: 0,
      early_stopping: false,
      length_penalty: 0,
    };
    const model = { max_length: 142, min_length: 56, length_penalty: 2, early_stopping: true };
    expect(sequenceToSequenceOptions(knobs, model, { num_beams: 6 })).toMatchObject({
      num_beams: 1,
      max_new_tokens: null,
      max_length: 30,
      min_length: 0,
      length_penalty: 0,
      early_stopping: false,
    });
    expect(sequenceToSequenceOptions({ ...UNTOUCHED, max_new_tokens: 9 }, model, {})).toMatchObject({
      max_new_tokens: 9,
    });
  });
});

describe('the length of text generation', () => {
  const lengths = (max_new_tokens: number | null, max_length: number | null) => {
    const options = textGenerationOptions({ max_new_tokens, max_length, seed: null, do_sample: true });
    return [options.max_new_tokens, options.max_length, options.do_sample, options.seed];
  };

  it('is the pipeline’s 256 new tokens where nobody says', () => {
    expect(lengths(null, null)).toEqual([256, null, true, 0]);
  });

  it('is max_length where that alone is said, and an explicit max_new_tokens whatever it is', () => {
    expect(lengths(null, 70)).toEqual([null, 70, true, 0]);
    expect(lengths(256, 70)).toEqual([256, 70, true, 0]);
    expect(lengths(9, null)).toEqual([9, null, true, 0]);
  });
});
