import { readFileSync } from 'node:fs';
import { expect, runOk, test } from './app';

/** What PyTorch computes with the same weights, stored beside each starter model. */
const fixture = (name: string) => JSON.parse(readFileSync(`public/models/loupe/${name}/fixture.json`, 'utf8'));

test('loupe/sentiment gives the logits that PyTorch gives', async ({ page }) => {
  const cases: { text: string; logits: [number, number] }[] = fixture('sentiment');
  await page.goto('/');
  const { details } = await runOk(page, 'text-classification', {
    text: cases.map(({ text }) => text),
    function_to_apply: 'none',
  });
  for (const [index, { logits, text }] of cases.entries()) {
    const labels: { label: string; score: number }[] = details.texts[index].labels;
    for (const [id, label] of ['NEGATIVE', 'POSITIVE'].entries()) {
      const score = labels.find((entry) => entry.label === label)?.score ?? Number.NaN;
      expect(Math.abs(score - (logits[id] ?? 0)), `${label} of ${text}`).toBeLessThan(1e-2);
    }
  }
});

test('loupe/stories writes, greedily, the tokens that PyTorch writes', async ({ page }) => {
  const cases: { text: string; greedy_ids: number[]; greedy_text: string }[] = fixture('stories');
  await page.goto('/');
  for (const { text, greedy_ids, greedy_text } of cases) {
    const { details } = await runOk(page, 'text-generation', {
      text,
      max_new_tokens: greedy_ids.length,
      do_sample: false,
    });
    const [sequence] = details.prompts[0].sequences;
    expect(sequence.token_ids, text).toEqual(greedy_ids);
    expect(sequence.text).toBe(greedy_text);
  }
});
