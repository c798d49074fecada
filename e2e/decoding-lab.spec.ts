import type { Page } from '@playwright/test';
import { expect, failureOf, runOk, test } from './app';
import { expectClean } from './expect-clean';

const PROMPT = 'One day, Mia found a small key.';
const link = (parameters: object) =>
  `/#/decoding?${new URLSearchParams({ text: PROMPT, device: 'wasm', run: '1', ...parameters })}`;
const tokens = (page: Page) => page.getByRole('toolbar', { name: /^Tokens/ }).getByRole('button');
const bars = (page: Page) => page.getByRole('group', { name: /the arrow keys go from bar to bar/ }).getByRole('button');
const given = (page: Page) => page.getByText(/The next run goes on after/);

test('each strategy writes what text generation writes, and every token tells its distribution', async ({ page }) => {
  await page.goto('/');
  const compared = await runOk(page, 'decoding', { text: PROMPT, strategy: 'compare', seed: 5, max_new_tokens: 8 });
  const same = { return_full_text: false, max_new_tokens: 8, temperature: 1 };
  const others = [{ do_sample: false }, { do_sample: true, seed: 5 }, { do_sample: false, num_beams: 3 }];
  for (const [index, knobs] of others.entries()) {
    const { details } = await runOk(page, 'text-generation', { text: PROMPT, ...same, ...knobs });
    const [written] = details.prompts[0].sequences;
    expect(compared.value[index].token_ids).toEqual(written.token_ids);
    expect(compared.value[index].generated_text).toBe(written.text);
    expect(compared.value[index].score).toBe(written.score);
    const { steps } = compared.details.runs[index];
    expect(steps.map(({ token }: { token: number }) => token)).toEqual(written.token_ids);
    for (const { logits } of steps) expect(logits.dims).toEqual([4096]);
  }
  const { tree } = compared.details.runs[2];
  const finished = tree.filter(({ fate }: { fate: string }) => fate === 'finished');
  expect(Math.max(...finished.map(({ score }: { score: number }) => score))).toBe(compared.value[2].score);
  expect(tree.some(({ fate }: { fate: string }) => fate === 'pruned')).toBe(true);
});

test('one seed throws the same dice after a fork', async ({ page }) => {
  await page.goto('/');
  const knobs = { text: PROMPT, seed: 8, temperature: 1.3 };
  const whole = await runOk(page, 'decoding', { ...knobs, max_new_tokens: 9 });
  const ids: number[] = whole.value[0].token_ids;
  const rest = await runOk(page, 'decoding', {
    ...knobs,
    max_new_tokens: 5,
    given_token_ids: ids.slice(0, 4).join(' '),
  });
  expect(rest.value[0].token_ids).toEqual(ids);
  expect(await failureOf(page, 'decoding', { text: PROMPT, given_token_ids: 'one two' })).toBe('parameter-invalid');
  expect(await failureOf(page, 'decoding', { text: PROMPT, given_token_ids: '4096' })).toBe('parameter-invalid');
  // What was refused spoils nothing.
  await runOk(page, 'decoding', { ...knobs, max_new_tokens: 1 });
});

test('sliders reshape the bars at once, and the dice say what they would pick', async ({ page }) => {
  await page.goto(link({ seed: 3, max_new_tokens: 6, top_k: 0 }));
  await expect(tokens(page)).toHaveCount(6);
  await expect(page.getByText('All 4096 tokens are possible')).toBeVisible();
  const distribution = page.getByRole('region', { name: 'Distribution', exact: true });
  await distribution.getByRole('spinbutton', { name: 'top_k' }).fill('2');
  await expect(page.getByText('2 of 4096 tokens are left')).toBeVisible();
  await expect(bars(page).filter({ hasText: 'cut by top_k' })).not.toHaveCount(0);
  await expect(bars(page).filter({ hasText: 'cut by top_k' })).toHaveCount((await bars(page).count()) - 2);
  await distribution.getByRole('radio', { name: 'raw' }).click();
  await expect(bars(page).filter({ hasText: 'cut by' })).toHaveCount(0);
  await expect(page.getByTestId('dice')).toContainText(/The number drawn is 0\.\d{4}, which lies between/);
  await distribution.getByRole('spinbutton', { name: 'repetition_penalty' }).fill('1.5');
  await expect(distribution.getByRole('radio', { name: 'after repetition_penalty' })).toBeVisible();
});

test('any token forks the text, with the keyboard too, and the link says where', async ({ page }) => {
  await page.goto(link({ strategy: 'greedy', max_new_tokens: 5 }));
  await expect(tokens(page)).toHaveCount(5);
  await tokens(page).first().focus();
  await page.keyboard.press('ArrowRight');
  await expect(tokens(page).nth(1)).toBeFocused();
  await expect(page.getByRole('heading', { name: /^Token 2/ })).toBeVisible();
  await bars(page).first().focus();
  await page.keyboard.press('ArrowDown');
  const name = (await bars(page).nth(1).getAttribute('aria-label'))?.split(',')[0] ?? '';
  await page.keyboard.press('Enter');
  await expect(given(page)).toContainText('2 tokens');
  await expect.poll(() => tokens(page).nth(1).getAttribute('aria-label')).toContain('given');
  expect(await tokens(page).nth(1).getAttribute('aria-label')).toContain(`${name}, `);
  await expect(tokens(page)).toHaveCount(7);
  await page.getByRole('button', { name: 'Next token' }).click();
  await expect(tokens(page)).toHaveCount(8);
  await page.getByRole('button', { name: 'Begin after the prompt' }).click();
  await expect(given(page)).toHaveCount(0);
});

test('the beam tree goes along its branches by keyboard, and grows on from a pruned one', async ({ page }) => {
  await page.goto(link({ strategy: 'beam-search', num_beams: 3, max_new_tokens: 4 }));
  const tree = page.getByRole('group', { name: /^Beam tree of/ });
  const pruned = tree.getByRole('button', { name: /given up$/ });
  await expect(pruned).not.toHaveCount(0);
  await tree.getByRole('button', { pressed: true }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect(tree.locator(':focus')).toHaveAttribute('aria-pressed', 'true');
  await pruned.last().click();
  await page.getByRole('button', { name: 'Go on from here' }).click();
  await expect(given(page)).toBeVisible();
  await expect(tree).toBeVisible();
  await page.getByRole('switch', { name: 'pruned branches' }).click();
  await expect(
    tree
      .getByRole('button', { name: /[^n], then given up$/ })
      .or(tree.getByRole('button'))
      .first(),
  ).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('region', { name: 'Beam tree', exact: true }).getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: /^SVG/ }).click();
  expect((await download).suggestedFilename()).toBe('loupe-beam-tree.svg');
});

for (const width of [1440, 360]) {
  test(`axe finds nothing and nothing overflows, ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(link({ strategy: 'compare', seed: 2, max_new_tokens: 5 }));
    const strategies = page.getByRole('list', { name: 'Strategies' }).getByRole('button');
    await expect(strategies).toHaveCount(3);
    for (const strategy of ['greedy', 'sampling', 'beam search']) {
      await strategies.filter({ hasText: new RegExp(`^${strategy}`, 'i') }).click();
      for (const summary of await page.getByText(/^Table of/).all()) await summary.click();
      await expectClean(page, strategy);
    }
  });
}
