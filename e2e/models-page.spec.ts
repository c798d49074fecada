import type { Locator, Page } from '@playwright/test';
import { test as base, expect } from './app';
import { expectClean } from './expect-clean';
import { FaultServer } from './faults/fault-server';
import { GRAPH, paddedGraph, sentimentModel } from './faults/models';

/** Large enough that something can be done while it moves. */
const SLOW_BYTES = 12e6;
/** Of one answer; several come at once. */
const SLOWLY = 100e3;

interface HubFixtures {
  hub: FaultServer;
  bytesPerSecond: number;
  redirects: boolean;
  pace: { bytesPerSecond: number; redirects: boolean };
}

const test = base.extend<HubFixtures>({
  bytesPerSecond: [Number.POSITIVE_INFINITY, { option: true }],
  /** Large files come from another origin. */
  redirects: [false, { option: true }],
  /** Of the answers from now on. */
  pace: async ({ bytesPerSecond, redirects }, use) => use({ bytesPerSecond, redirects }),
  hub: async ({ pace }, use) => {
    const models = {
      'someone/tiny': sentimentModel(),
      'someone/slow': sentimentModel({ [GRAPH]: paddedGraph(SLOW_BYTES) }),
      'someone/gated': { ...sentimentModel(), gated: true },
    };
    const hub = await FaultServer.start(models, pace);
    await use(hub);
    await hub.close();
  },
  allowedHosts: async ({ hub }, use) => use([hub.origin, hub.cdnOrigin]),
});

/** Sets the mirror as a person does, and so once for all visits. */
async function setHost(page: Page, address: string): Promise<void> {
  await page.goto('/#/models');
  await page.getByRole('textbox', { name: 'Host' }).fill(address);
  await page.getByRole('button', { name: 'Use this host' }).click();
  await expect(page.getByRole('button', { name: 'Back to the Hub' })).toBeVisible();
}

async function chooseModel(page: Page, id: string): Promise<void> {
  await page.goto('/#/text-classification?text=A%20fine%20film.');
  await page.getByRole('combobox', { name: 'model' }).click();
  await page.getByPlaceholder(/type a Hub id/).fill(id);
  await page.getByRole('option', { name: new RegExp(id) }).click();
}

const section = (page: Page): Locator => page.getByRole('region', { name: 'Model and device' });
const card = (page: Page, id: string): Locator =>
  page.getByRole('list', { name: 'Stored models' }).getByRole('listitem').filter({ hasText: id }).first();
const button = (page: Page, name: string | RegExp): Locator => page.getByRole('button', { name });

/** What was fetched of the weights. */
const weightsFetched = ({ log }: FaultServer): number => log.sent(GRAPH);

test('a model is described before a byte of it is downloaded, then fetched, used, checked and deleted', async ({
  page,
  hub,
}) => {
  await setHost(page, hub.origin);
  await chooseModel(page, 'someone/tiny');
  await expect(section(page).getByText('Licence: mit.')).toBeVisible();
  await expect(section(page).getByText('Will run here: q4 on WASM')).toBeVisible();
  await section(page).getByText('4 files for q4').click();
  await expect(section(page).getByText(GRAPH)).toBeVisible();
  expect(weightsFetched(hub)).toBe(0);

  await section(page).getByRole('button', { name: 'Download now' }).click();
  await expect(section(page).getByText('All on this machine')).toBeVisible();

  // By keyboard, from the header.
  await page.getByRole('link', { name: 'Models' }).focus();
  await page.keyboard.press('Enter');
  await expect(card(page, 'someone/tiny')).toContainText(hub.origin);
  await expect(card(page, 'someone/tiny')).toContainText('commit');
  await button(page, 'Check someone/tiny again').click();
  await expect(card(page, 'someone/tiny').getByText('Every file is whole.')).toBeVisible();

  await card(page, 'someone/tiny')
    .getByRole('button', { name: /^Use in/ })
    .click();
  const task = page.getByRole('menuitem', { name: 'Text classification' });
  if (await task.isVisible()) await task.click();
  await expect(page.getByRole('combobox', { name: 'model' })).toHaveText('someone/tiny');
  const before = weightsFetched(hub);
  await button(page, /^Run$/).click();
  await expect(page.getByRole('region', { name: 'Labels' })).toContainText('someone/tiny');
  expect(weightsFetched(hub)).toBe(before);

  await page.goto('/#/models');
  await button(page, 'Delete someone/tiny').click();
  const dialog = page.getByRole('alertdialog', { name: 'Delete someone/tiny?' });
  await expect(dialog).toContainText('cannot be undone');
  await dialog.getByRole('button', { name: 'Cancel' }).press('Enter');
  await expect(card(page, 'someone/tiny')).toBeVisible();
  await button(page, 'Delete someone/tiny').click();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('main').getByText('someone/tiny')).toHaveCount(0);
});

test.describe('a download that takes its time', () => {
  test.use({ bytesPerSecond: SLOWLY });

  test('a download is seen in the header, pauses, waits over a reload, and goes on', async ({ page, hub, pace }) => {
    await setHost(page, hub.origin);
    await chooseModel(page, 'someone/slow');
    await section(page).getByRole('button', { name: 'Download now' }).click();
    await expect(page.getByRole('link', { name: /Models.*Downloading/ })).toBeVisible();
    await page.getByRole('link', { name: /Models/ }).click();
    const downloads = page.getByRole('region', { name: 'Downloads' });
    await expect(downloads.getByText(/[kM]B\/s, .* left/)).toBeVisible();
    await button(page, 'Pause someone/slow q4').click();
    await expect(downloads.getByText(/^Paused at/)).toBeVisible();
    await page.reload();
    await expect(downloads.getByText(/^Paused at/)).toBeVisible();
    expect(weightsFetched(hub)).toBeLessThan(SLOW_BYTES);
    pace.bytesPerSecond = Number.POSITIVE_INFINITY;
    await button(page, 'Resume someone/slow q4').click();
    await expect(downloads.getByText(/^Done/)).toBeVisible();
    await expect(card(page, 'someone/slow')).toContainText('12 MB');
  });

  test('an aborted download leaves nothing behind', async ({ page, hub }) => {
    await setHost(page, hub.origin);
    await chooseModel(page, 'someone/slow');
    await section(page).getByRole('button', { name: 'Download now' }).click();
    await button(page, 'Abort someone/slow q4').click();
    await expect(section(page).getByRole('button', { name: 'Download now' })).toBeVisible();
    await page.goto('/#/models');
    await expect(page.getByRole('meter', { name: 'Storage in use' })).toBeVisible();
    // Small files that were whole may stay; of the weights nothing does.
    await expect(page.getByRole('list', { name: 'Dtypes of someone/slow' })).toHaveCount(0);
    await expect(page.getByRole('region', { name: 'Downloads' })).toHaveCount(0);
  });
});

test('a gated model says what to do, and opens with a token', async ({ page, hub }) => {
  await setHost(page, hub.origin);
  await chooseModel(page, 'someone/gated');
  await expect(section(page).getByText(/^Gated/)).toBeVisible();
  await section(page).getByRole('button', { name: 'Download now' }).click();
  await expect(section(page).getByRole('alert')).toContainText('someone/gated is gated');
  await section(page).getByRole('link', { name: 'Set an access token' }).click();
  await page.getByLabel('Access token').fill('hf_accepted');
  await button(page, 'Keep the token').click();
  await expect(button(page, 'Forget the token')).toBeVisible();
  await button(page, 'Try again someone/gated q4').click();
  await expect(page.getByRole('region', { name: 'Downloads' }).getByText(/^Done/)).toBeVisible();
  // It is kept, and nothing shows it.
  await page.reload();
  await expect(page.getByLabel('Access token')).toHaveAttribute('type', 'password');
  await expect(button(page, 'Forget the token')).toBeVisible();
  await expect(page.getByText('hf_accepted')).toHaveCount(0);
});

test.describe('a mirror that sends downloads on to another origin', () => {
  test.use({ redirects: true, provokesPolicy: true });

  test('is named, and not waited for', async ({ page, hub }) => {
    await setHost(page, hub.origin);
    await chooseModel(page, 'someone/tiny');
    await section(page).getByRole('button', { name: 'Download now' }).click();
    const told = section(page).getByRole('alert');
    await expect(told).toContainText(
      `${new URL(hub.origin).host} sends downloads of someone/tiny on to another server`,
    );
    await expect(told).toContainText('set a mirror that serves its files itself');
    expect(hub.log.of(GRAPH).filter(({ host }) => host === 'cdn')).toEqual([]);
    await section(page).getByRole('link', { name: 'Change the host' }).click();
    await expect(page.getByRole('textbox', { name: 'Host' })).toBeVisible();
    await button(page, 'Discard someone/tiny q4').click();
    await expect(page.getByRole('region', { name: 'Downloads' })).toHaveCount(0);
    const result = await page.evaluate(() =>
      window.loupe.run('text-classification', { text: 'A fine film.' }, { model: 'someone/tiny' }),
    );
    expect(result).toMatchObject({ ok: false, failure: { code: 'origin-refused', remedy: 'manage-models' } });
  });
});

test('a host that is away is named before anything is guessed, and asked again', async ({ page, hub }) => {
  await setHost(page, hub.origin);
  hub.goDown();
  await chooseModel(page, 'someone/tiny');
  await expect(section(page).getByRole('alert')).toContainText('the network or the server does not answer');
  await expect(section(page).getByRole('button', { name: /Download/ })).toHaveCount(0);
  hub.comeUp();
  await section(page).getByRole('button', { name: 'Ask again' }).click();
  await expect(section(page).getByText('Will run here: q4 on WASM')).toBeVisible();
});

test('an update is looked for and made when it is asked for', async ({ page, hub }) => {
  await setHost(page, hub.origin);
  await chooseModel(page, 'someone/tiny');
  await section(page).getByRole('button', { name: 'Download now' }).click();
  await expect(section(page).getByText('All on this machine')).toBeVisible();
  await page.goto('/#/models');
  const tiny = card(page, 'someone/tiny');
  await button(page, 'Look for an update of someone/tiny').click();
  await expect(tiny.getByText('This is the newest.')).toBeVisible();
  hub.models['someone/tiny'] = sentimentModel({ [GRAPH]: paddedGraph(SLOW_BYTES, 'newer') });
  await button(page, 'Look for an update of someone/tiny').click();
  await tiny.getByRole('button', { name: 'Update', exact: true }).click();
  await expect(tiny).toContainText('12 MB');
  await button(page, 'Check someone/tiny again').click();
  await expect(tiny.getByText('Every file is whole.')).toBeVisible();
});

test('a model of one’s own comes in as a folder, goes out as a zip, and comes back', async ({ page }, testInfo) => {
  await page.goto('/#/models');
  await page.getByLabel("A model's folder").setInputFiles('public/models/loupe/sentiment');
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('sentiment');
  await expect(page.getByRole('combobox', { name: 'Task' })).toHaveText('Text classification');
  await button(page, 'Add the model').click();
  await expect(page.getByText('It is chosen in Text classification.')).toBeVisible();

  const saving = page.waitForEvent('download');
  await button(page, 'Export local/sentiment as zip').click();
  const zip = testInfo.outputPath('sentiment.zip');
  await (await saving).saveAs(zip);
  await button(page, 'Delete local/sentiment').click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText(/Nothing is stored yet/)).toBeVisible();

  await page.getByLabel('A model as zip').setInputFiles(zip);
  await button(page, 'Add the model').click();
  await expect(page.getByText('It is chosen in Text classification.')).toBeVisible();
  await button(page, 'Open Text classification').click();
  await expect(page.getByRole('combobox', { name: 'model' })).toHaveText('local/sentiment');
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill('A fine film.');
  await button(page, /^Run$/).click();
  await expect(page.getByRole('region', { name: 'Labels' })).toContainText('local/sentiment');
});

test('a folder is remembered and read again', async ({ page }) => {
  // The picker is the browser's own; what it gives is a folder like this one, which can be kept.
  await page.addInitScript(() => {
    Object.assign(window, {
      showDirectoryPicker: async () => (await navigator.storage.getDirectory()).getDirectoryHandle('my-model'),
    });
  });
  await page.goto('/#/models');
  await page.evaluate(
    async (paths) => {
      const root = await (await navigator.storage.getDirectory()).getDirectoryHandle('my-model', { create: true });
      const onnx = await root.getDirectoryHandle('onnx', { create: true });
      for (const path of paths) {
        const bytes = await (await fetch(`models/loupe/sentiment/${path}`)).blob();
        const folder = path.startsWith('onnx/') ? onnx : root;
        const file = await folder.getFileHandle(path.replace('onnx/', ''), { create: true });
        const writable = await file.createWritable();
        await writable.write(bytes);
        await writable.close();
      }
    },
    ['config.json', 'tokenizer.json', 'tokenizer_config.json', GRAPH],
  );
  await button(page, 'Folder…').click();
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('my-model');
  await button(page, 'Add the model').click();
  await expect(card(page, 'local/my-model')).toBeVisible();
  await page.reload();
  await button(page, 'Delete local/my-model').click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText(/Nothing is stored yet/)).toBeVisible();
  await button(page, 'Read local/my-model again').click();
  await expect(card(page, 'local/my-model')).toBeVisible();
});

test('what is no model is refused with a reason', async ({ page }) => {
  await page.goto('/#/models');
  await page.getByLabel("A model's folder").setInputFiles('public/icons');
  await expect(page.getByText(/There is no ONNX graph/)).toBeVisible();
  await button(page, 'Add the model').click();
  await expect(page.getByRole('alert')).toContainText('import-refused');
});

test('a host must be https, and the way back is one click', async ({ page }) => {
  await page.goto('/#/models');
  const host = page.getByRole('textbox', { name: 'Host' });
  await host.fill('http://mirror.example.org/');
  await button(page, 'Use this host').click();
  await expect(page.getByRole('alert')).toContainText('Only https');
  await host.fill('mirror.example.org/hub');
  await button(page, 'Use this host').click();
  await expect(button(page, 'Back to the Hub')).toBeVisible();
  await page.reload();
  await expect(host).toHaveValue('https://mirror.example.org/hub/');
  await button(page, 'Back to the Hub').click();
  await expect(host).toHaveValue('https://huggingface.co/');
});

for (const width of [1440, 360]) {
  test.describe(`${width} px`, () => {
    test.use({ bytesPerSecond: SLOWLY });
    test('the models are clean and fit', async ({ page, hub }) => {
      await page.setViewportSize({ width, height: 800 });
      await page.goto('/#/models');
      await expect(page.getByText(/Nothing is stored yet/)).toBeVisible();
      await expectClean(page, 'an empty store');
      await setHost(page, hub.origin);
      await page.goto('/#/text-classification');
      if (width < 500) await page.getByText('Model and parameters').click();
      await chooseModel(page, 'someone/slow');
      await expect(section(page).getByText('Will run here: q4 on WASM')).toBeVisible();
      await section(page).getByText('One dtype').click();
      await section(page).getByText('4 files for q4').click();
      await expectClean(page, 'a preview');
      await section(page).getByRole('button', { name: 'Download now' }).click();
      await expect(page.getByRole('progressbar', { name: 'Download of someone/slow q4' })).toBeVisible();
      await expectClean(page, 'a download');
      await page.goto('/#/models');
      await button(page, 'Pause someone/slow q4').click();
      await page.getByLabel("A model's folder").setInputFiles('public/models/loupe/sentiment');
      await expect(page.getByRole('combobox', { name: 'Task' })).toHaveText('Text classification');
      await expectClean(page, 'an import');
      await button(page, 'Add the model').click();
      await expect(card(page, 'local/sentiment')).toBeVisible();
      await expectClean(page, 'a stored model');
      await button(page, 'Delete local/sentiment').click();
      await expect(page.getByRole('alertdialog')).toBeVisible();
      await expectClean(page, 'a question');
    });
  });
}
