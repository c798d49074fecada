import { expect, test } from './app';

// The calls of the course that this project grew from, as they are written there: what the pipeline is called with, and
// its options after it. Nothing else is said.

test.beforeEach(({ page }) => page.goto('/'));

const TEXT = 'Angela Merkel flew to New York.';

test('the calls of the course work as written', async ({ page }) => {
  const results = await page.evaluate(async (text) => {
    const { run } = window.loupe;
    return {
      ner: await run('ner', text, { aggregation_strategy: 'simple' }),
      labels: await run('zero-shot-classification', text, {
        candidate_labels: ['politics', 'sport', 'travel'],
        multi_label: true,
      }),
      mask: await run('fill-mask', 'Paris is the [MASK] of France.', { top_k: 2 }),
      answer: await run('question-answering', { question: 'Where did she fly to?', context: text }),
      french: await run('translation', 'Where is she?'),
      stories: await run('text-generation', 'Once upon a time', { num_return_sequences: 2 }),
      lists: await run('text-generation', ['Once upon a time', 'One day'], {
        num_return_sequences: 2,
        max_new_tokens: 8,
      }),
      plain: await run('text-generation', 'Once upon a time', { no_repeat_ngram_size: 2, max_length: 60 }),
      summary: await run('summarization', `${text} She met the mayor. It rained all day.`, { no_repeat_ngram_size: 2 }),
    };
  }, TEXT);
  const answerOf = (name: keyof typeof results) => {
    const result = results[name];
    if (!result.ok) throw new Error(`${name}: ${result.failure.message}`);
    // biome-ignore lint/suspicious/noExplicitAny: each task has its own shape
    return result.value as any;
  };
  expect(answerOf('ner')).toContainEqual(expect.objectContaining({ entity_group: 'PER', start: 0, end: 13 }));
  expect(answerOf('labels').labels).toHaveLength(3);
  // Each label is judged by itself: together they need not make 1.
  const scores: number[] = answerOf('labels').scores;
  expect(scores.every((score) => score > 0 && score < 1)).toBe(true);
  expect(scores.reduce((sum, score) => sum + score, 0)).not.toBeCloseTo(1, 3);
  expect(answerOf('mask')).toHaveLength(2);
  expect(answerOf('answer').answer).toContain('New York');
  expect(answerOf('french')).toEqual([{ translation_text: expect.stringMatching(/où/i) }]);
  expect(answerOf('summary')).toEqual([{ summary_text: expect.stringMatching(/\S/) }]);

  const stories: { generated_text: string }[] = answerOf('stories');
  expect(stories).toHaveLength(2);
  for (const { generated_text: story } of stories) expect(story).toMatch(/^Once upon a time\S*\s/);
  expect(stories[0]).not.toEqual(stories[1]);
  expect(results.stories.run.parameters).toMatchObject({ do_sample: true, temperature: 0.7, max_new_tokens: null });
  const lists: { generated_text: string }[][] = answerOf('lists');
  expect(lists.map((sequences) => sequences.length)).toEqual([2, 2]);
  expect(answerOf('plain')).toHaveLength(1);
});

test('two greedy sequences are refused, as Python refuses them', async ({ page }) => {
  const result = await page.evaluate(() =>
    window.loupe.run('text-generation', 'One day', { do_sample: false, num_return_sequences: 2, num_beams: 1 }),
  );
  expect(result).toMatchObject({
    ok: false,
    failure: {
      code: 'parameter-invalid',
      field: 'num_return_sequences',
      message:
        '`num_return_sequences` above 1 needs `do_sample: true` or `num_beams` at least as high: greedy decoding writes one sequence.',
    },
  });
});
