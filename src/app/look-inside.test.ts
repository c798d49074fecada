import { expect, it } from 'vitest';
import type { RunRecord } from '../contract/run';
import { parseHash, parsePermalink } from '../lib/permalink';
import { lookInside } from './look-inside';
import { tasks } from './registry';

const record = (task: string, model: string, input: RunRecord['input'], parameters: RunRecord['parameters'] = {}) =>
  ({ task, input, parameters, model: { id: model, revision: 'main', source: 'starter' } }) as RunRecord;

/** What each link would put into its form; a link that its own view refuses fails the test. */
async function opened(run: RunRecord, value: unknown = null) {
  const links = await lookInside(run, value);
  return Object.fromEntries(
    links.map(({ href }) => {
      const route = parseHash(href);
      const task = tasks.find(({ id }) => id === route?.task);
      if (!route || !task) throw new Error(`no view for ${href}`);
      const { state, ignored } = parsePermalink(task, route.query);
      expect(ignored).toEqual([]);
      expect(state.run).toBe(true);
      return [task.id, state];
    }),
  );
}

it('shows a generation token by token, with its own knobs', async () => {
  const parameters = { do_sample: true, temperature: 0.7, top_k: 50, num_beams: 1, max_new_tokens: 12, seed: 5 };
  const run = record('text-generation', 'loupe/stories', { text: 'Once' }, parameters);
  const views = await opened(run, [{ generated_text: 'Once upon a time' }]);
  expect(Object.keys(views).sort()).toEqual(['attention', 'decoding', 'tokenizer']);
  expect(views.decoding).toMatchObject({
    input: { text: 'Once' },
    model: 'loupe/stories',
    parameters: { strategy: 'sampling', temperature: 0.7, top_k: 50, max_new_tokens: 12, seed: 5 },
  });
  expect(views.attention).toMatchObject({ input: { text: 'Once upon a time' }, model: 'loupe/stories' });
});

it('shows both parts of a question and its context', async () => {
  const input = { question: 'Who?', context: 'Marta built it.' };
  const views = await opened(record('question-answering', 'loupe/qa', input), { answer: 'Marta' });
  for (const view of ['tokenizer', 'attention']) {
    expect(views[view]).toMatchObject({ input: { text: 'Who?' }, parameters: { text_pair: 'Marta built it.' } });
  }
});

it('shows what a translation looked at, and the hypothesis of the best label', async () => {
  const translation = record('translation', 'loupe/en-fr', { text: 'A cat.' });
  const views = await opened(translation, [{ translation_text: 'Un chat.' }]);
  expect(views.attention).toMatchObject({ input: { text: 'A cat.' }, parameters: { target: 'Un chat.' } });
  const labels = record(
    'zero-shot-classification',
    'loupe/nli',
    { text: 'Stay', candidate_labels: ['a', 'b'] },
    {
      hypothesis_template: 'This is {}.',
    },
  );
  const zeroShot = await opened(labels, { sequence: 'Stay', labels: ['b', 'a'], scores: [0.9, 0.1] });
  expect(zeroShot.attention).toMatchObject({ input: { text: 'Stay' }, parameters: { text_pair: 'This is b.' } });
});

it('puts the texts of a batch on the map, and lets a picture come out of noise again', async () => {
  const texts = ['a fine film', 'a dull film', 'a sunny day'];
  const batch = await opened(record('text-classification', 'loupe/sentiment', { text: texts }));
  expect(batch.embeddings).toMatchObject({ input: { text: texts } });
  expect(batch.embeddings?.model).toBeUndefined();
  const parameters = { seed: 4, guidance_scale: 3, num_inference_steps: 9, preview: 'none', num_images: 2 };
  const picture = await opened(record('text-to-image', 'loupe/scenes', { prompt: 'a boat' }, parameters));
  expect(Object.keys(picture)).toEqual(['denoising']);
  expect(picture.denoising).toMatchObject({
    input: { prompt: 'a boat' },
    parameters: { seed: 4, guidance_scale: 3, num_inference_steps: 9 },
  });
});
