import type { Page } from '@playwright/test';
import { runOk } from '../app';
import { expect, TEXT, test } from './fault-test';
import { GRAPH, paddedGraph, sentimentModel } from './models';

const MODEL = 'someone/classifier';
const PART = 8 * 2 ** 20;
const LARGE = paddedGraph(30e6);
const classify = (page: Page) => runOk(page, 'text-classification', { text: TEXT }, { model: MODEL });

/** So that there is a middle of the download. */
test.use({ hubOptions: { bytesPerSecond: 3e6 } });
test.beforeEach(({ hub }) => {
  hub.models[MODEL] = sentimentModel({ [GRAPH]: LARGE });
});

test('two tabs downloading the same model', async ({ page, context, hub }) => {
  const second = await context.newPage();
  await second.goto('/#/text-classification');
  const [one, other] = await Promise.all([classify(page), classify(second)]);
  expect(other.value).toEqual(one.value);
  expect(hub.log.sent(GRAPH)).toBe(LARGE.bytes);
});

test('tab closed mid-download, while another one waits', async ({ page, context, hub }) => {
  const second = await context.newPage();
  await second.goto('/#/text-classification');
  const lost = classify(second).catch(() => 'closed');
  await expect.poll(() => hub.log.sent(GRAPH)).toBeGreaterThan(LARGE.bytes / 3);
  const waiting = classify(page);
  await second.close();
  expect(await lost).toBe('closed');
  await waiting;
  expect(hub.log.sentAgain(GRAPH)).toBeLessThanOrEqual(PART);
});

test('tab closed mid-download, and opened again', async ({ page, context, hub }) => {
  const second = await context.newPage();
  await second.goto('/#/text-classification');
  const lost = classify(second).catch(() => 'closed');
  await expect.poll(() => hub.log.sent(GRAPH)).toBeGreaterThan(LARGE.bytes / 2);
  await second.close();
  expect(await lost).toBe('closed');
  await page.reload();
  await classify(page);
  expect(hub.log.sentAgain(GRAPH)).toBeLessThanOrEqual(PART);
});

test('tab crashed mid-download', async ({ page, context, hub }) => {
  const second = await context.newPage();
  await second.goto('/#/text-classification');
  const lost = classify(second).catch(() => 'crashed');
  await expect.poll(() => hub.log.sent(GRAPH)).toBeGreaterThan(LARGE.bytes / 2);
  const client = await context.newCDPSession(second);
  // The answer to this never comes: who would give it is gone.
  void client.send('Page.crash').catch(() => {});
  expect(await lost).toBe('crashed');
  await second.close();
  await classify(page);
  expect(hub.log.sentAgain(GRAPH)).toBeLessThanOrEqual(PART);
});
