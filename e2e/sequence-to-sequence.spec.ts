import { existsSync, readFileSync } from 'node:fs';
import { expect, failureOf, runOk, test } from './app';

interface Fixture {
  text: string;
  greedy_ids: number[];
  greedy_text: string;
  beam_ids: number[];
  beam_text: string;
  beams: number;
}

/** What PyTorch writes with the same weights, stored beside each starter model. */
const fixture = (name: string): Fixture[] =>
  JSON.parse(readFileSync(`public/models/loupe/${name}/fixture.json`, 'utf8'));

const STARTERS = [
  { task: 'translation', name: 'en-fr' },
  { task: 'summarization', name: 'summarize' },
].filter(({ name }) => existsSync(`public/models/loupe/${name}`));

test.beforeEach(({ page }) => page.goto('/'));

for (const { task, name } of STARTERS) {
  test(`loupe/${name} writes, greedily and with beams, what PyTorch writes`, async ({ page }) => {
    const cases = fixture(name);
    const text = cases.map((row) => row.text);
    const greedy = await runOk(page, task, { text, num_beams: 1 });
    const beams = await runOk(page, task, { text, num_beams: cases[0]?.beams, early_stopping: true });
    for (const [index, row] of cases.entries()) {
      const [plain, best] = [greedy, beams].map(({ details }) => {
        const item = details.texts[index];
        return (item.segments?.[0] ?? item).outputs[0];
      });
      expect(plain, row.text).toMatchObject({ token_ids: row.greedy_ids, text: row.greedy_text });
      expect(best, row.text).toMatchObject({ token_ids: row.beam_ids, text: row.beam_text });
      expect(best.score).toBeLessThan(0);
    }
  });
}

test.describe('translation', () => {
  test('answers as the pipeline does, for one text and for many', async ({ page }) => {
    const one = await runOk(page, 'translation', 'Where is she?');
    expect(one.value).toEqual([{ translation_text: expect.stringMatching(/où/i) }]);
    const many = await runOk(page, 'translation', { text: ['Good morning!', 'Where is she?'] });
    expect(many.value).toHaveLength(2);
    expect(many.value[1]).toEqual(one.value[0]);
    const several = await runOk(page, 'translation', { text: 'Where is she?', num_beams: 3, num_return_sequences: 3 });
    expect(several.value).toHaveLength(3);
    const scores = several.details.texts[0].segments[0].outputs.map(({ score }: { score: number }) => score);
    expect(scores).toEqual(scores.toSorted((a: number, b: number) => b - a));
  });

  test('translates sentence by sentence when asked to', async ({ page }) => {
    const { value, details } = await runOk(page, 'translation', {
      text: 'Good morning! Where is she?',
      split_sentences: true,
    });
    expect(details.texts[0].segments.map(({ source }: { source: string }) => source)).toEqual([
      'Good morning!',
      'Where is she?',
    ]);
    const [first, second] = await Promise.all(
      ['Good morning!', 'Where is she?'].map((text) => runOk(page, 'translation', text)),
    );
    expect(value[0].translation_text).toBe(`${first?.value[0].translation_text} ${second?.value[0].translation_text}`);
  });

  test('refuses languages that a model of one pair cannot choose', async ({ page }) => {
    expect(await failureOf(page, 'translation', { text: 'Hello', tgt_lang: 'de' })).toBe('parameter-invalid');
    // The model is still there for the next run.
    await runOk(page, 'translation', 'Hello');
  });

  test('says when a text is longer than the model reads', async ({ page }) => {
    const { run } = await runOk(page, 'translation', {
      text: 'I see a dog. '.repeat(60),
      num_beams: 1,
      max_new_tokens: 5,
    });
    expect(run.notices).toMatchObject([{ code: 'input-truncated' }]);
  });

  test('shows source and translation side by side', async ({ page }) => {
    await page.goto('/#/translation');
    await page.getByRole('button', { name: 'Three sentences' }).click();
    await page.getByRole('button', { name: 'Run' }).click();
    await expect(page.getByTestId('translated')).toHaveCount(3);
    await expect(page.getByTestId('translated').first()).not.toBeEmpty();
  });
});
