import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { readPngText, writePngText } from '../src/lib/png/png-text';
import { expect, test } from './app';
import { expectClean } from './expect-clean';

const PROMPT = 'a red house on the left in the snow at night';
const STEPS = 3;

/** Opens text-to-image with everything set but the run. */
const openTab = (page: Page, more = `&num_inference_steps=${STEPS}&seed=5`) =>
  page.goto(`/#/text-to-image?prompt=${encodeURIComponent(PROMPT)}${more}`);
const run = (page: Page) => page.getByRole('button', { name: 'Run', exact: true }).click();
const result = (page: Page) => page.getByRole('region', { name: 'Picture', exact: true });
const gallery = (page: Page) => page.getByRole('region', { name: 'Gallery', exact: true });
const kept = (page: Page) => gallery(page).getByRole('list', { name: 'Kept pictures' }).getByRole('listitem');
const prompt = (page: Page) => page.getByRole('textbox', { name: 'Prompt', exact: true });

async function makePicture(page: Page, more?: string) {
  await openTab(page, more);
  await run(page);
  await expect(result(page).getByRole('img', { name: PROMPT })).toBeVisible();
}

async function download(page: Page, button: Locator): Promise<Buffer> {
  const [file] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return readFile(await file.path());
}

/** Drops a file on the page, beside every field. */
async function drop(page: Page, bytes: Uint8Array, name: string, type: string) {
  const transfer = await page.evaluateHandle(
    ([data, fileName, mime]) => {
      const files = new DataTransfer();
      files.items.add(new File([new Uint8Array(data)], fileName, { type: mime }));
      return files;
    },
    [[...bytes], name, type] as const,
  );
  await page.getByRole('heading', { level: 1 }).dispatchEvent('drop', { dataTransfer: transfer });
}

/** A plain picture of the browser's own making. */
const drawn = async (page: Page, width: number, height: number, type: string): Promise<Uint8Array> =>
  Uint8Array.from(
    await page.evaluate(
      async ([w, h, mime]) => {
        const canvas = new OffscreenCanvas(w, h);
        const context = canvas.getContext('2d');
        if (!context) throw new Error('no canvas');
        context.fillStyle = '#c0d0e0';
        context.fillRect(0, 0, w, h);
        return [...new Uint8Array(await (await canvas.convertToBlob({ type: mime })).arrayBuffer())];
      },
      [width, height, type] as const,
    ),
  );

test('a picture comes out of noise, is gone back through, and is there after a reload', async ({ page }) => {
  await makePicture(page);
  await expect(page.getByText(/^\d+ of \d+ tokens, 1 chunk$/).first()).toBeVisible();
  const slider = result(page).getByRole('slider', { name: 'Step to look at' });
  await slider.press('Home');
  await expect(result(page).getByRole('img', { name: 'Picture 1 after step 1' })).toBeVisible();
  await slider.press('End');
  await expect(result(page).getByRole('button', { name: 'Lock seed 5' })).toBeVisible();
  await page.reload();
  await expect(kept(page)).toHaveCount(1);
  await kept(page).getByRole('button').click();
  const dialog = page.getByRole('dialog', { name: 'Picture 1 of 1' });
  await expect(dialog.getByRole('img', { name: PROMPT })).toBeVisible();
  await expect(dialog.getByRole('row', { name: `num_inference_steps ${STEPS}` })).toBeVisible();
  await expect(dialog.getByRole('row', { name: 'seed 5' })).toBeVisible();
});

test('stop keeps the last picture', async ({ page }) => {
  await openTab(page, '&num_inference_steps=900&seed=5');
  await run(page);
  await expect(page.getByRole('img', { name: /^Picture 1 after step [2-9]/ })).toBeVisible();
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(page.getByText('Stopped. The last picture is kept below.')).toBeVisible();
  await expect(
    page.getByRole('region', { name: 'As far as it came' }).getByRole('img', { name: /^Picture 1 after/ }),
  ).toBeVisible();
});

test('closing the tab in the middle of a run leaves the gallery intact', async ({ page, context }) => {
  await makePicture(page);
  await expect(kept(page)).toHaveCount(1);
  await openTab(page, '&num_inference_steps=900');
  await run(page);
  await expect(page.getByRole('img', { name: /^Picture 1 after step/ })).toBeVisible();
  await page.close();
  const again = await context.newPage();
  await again.goto('/#/text-to-image');
  await expect(kept(again)).toHaveCount(1);
  await expect(prompt(again)).toHaveValue(PROMPT);
  await kept(again).getByRole('button').scrollIntoViewIfNeeded();
  await expect(kept(again).locator('img')).toBeVisible();
});

test('a picture of the gallery is found in another browser tab, deleted there, and had back', async ({
  page,
  context,
}) => {
  await makePicture(page);
  const other = await context.newPage();
  await other.goto('/#/image-to-image');
  await expect(kept(other)).toHaveCount(1);
  await gallery(other).getByRole('button', { name: 'Delete all' }).click();
  await expect(gallery(page)).toHaveCount(0);
  await gallery(other).getByRole('button', { name: 'Undo' }).click();
  await expect(kept(page)).toHaveCount(1);
});

test('a saved picture that is dropped on the tab brings everything back, and what was typed is set aside', async ({
  page,
}) => {
  await makePicture(page, `&num_inference_steps=${STEPS}&seed=5&guidance_scale=3.5&negative_prompt=clouds`);
  const png = await download(page, result(page).getByRole('button', { name: 'PNG' }));
  expect(Object.keys(await readPngText(png))).toContain('parameters');
  await page.getByRole('button', { name: 'Defaults' }).click();
  await prompt(page).fill('something else');
  await drop(page, png, 'house.png', 'image/png');
  await expect(page.getByText(/^Settings of house\.png restored/)).toBeVisible();
  await expect(prompt(page)).toHaveValue(PROMPT);
  await expect(page.getByRole('textbox', { name: 'Negative prompt' })).toHaveValue('clouds');
  await expect(page.getByRole('spinbutton', { name: /guidance_scale/ })).toHaveValue('3.5');
  await expect(page.getByRole('spinbutton', { name: 'seed' })).toHaveValue('5');
  await page.getByRole('button', { name: 'Bring it back' }).click();
  await expect(prompt(page)).toHaveValue('something else');
});

test('a picture of AUTOMATIC1111 is read as well, and what has no place here is named', async ({ page }) => {
  await page.goto('/#/text-to-image');
  await expect(prompt(page)).toBeVisible();
  const parameters =
    'a (red:1.3) tent\nNegative prompt: clouds\nSteps: 12, Sampler: Euler a, CFG scale: 6, Seed: 99, Size: 128x64, Model: dreams, Hires upscale: 2';
  const png = writePngText(await drawn(page, 8, 8, 'image/png'), { parameters });
  await drop(page, png, 'theirs.png', 'image/png');
  await expect(page.getByText(/^Settings of theirs\.png restored, as AUTOMATIC1111/)).toBeVisible();
  await expect(page.getByText(/“dreams”/)).toBeVisible();
  await expect(page.getByText(/Hires upscale/)).toBeVisible();
  await expect(prompt(page)).toHaveValue('a (red:1.3) tent');
  await expect(page.getByRole('spinbutton', { name: /width/ })).toHaveValue('128');
  await expect(page.getByRole('combobox', { name: /scheduler/ })).toContainText('Euler a');
});

test('a picture goes to image-to-image, is masked by numbers, and both are there after a reload', async ({ page }) => {
  await makePicture(page);
  await result(page).getByRole('button', { name: 'Image to image' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Image to image' })).toBeVisible();
  await expect(prompt(page)).toHaveValue(PROMPT);
  await page.getByRole('button', { name: 'Mask', exact: true }).click();
  await page.getByRole('button', { name: 'Paint rectangle' }).click();
  await expect(page.getByText('the coloured part is repainted')).toBeVisible();
  await page.reload();
  await expect(page.getByText('the coloured part is repainted')).toBeVisible();
  const middle = () =>
    page.getByRole('img', { name: /^Mask/ }).evaluate((element: HTMLCanvasElement) =>
      Array.from(
        element
          .getContext('2d')
          ?.getImageData(element.width / 2, element.height / 2, 1, 1)
          .data.slice(3) ?? [],
      ),
    );
  await expect.poll(middle).toEqual([255]);
  await page.getByRole('radio', { name: 'Fixed' }).click();
  await run(page);
  await expect(result(page).getByRole('img', { name: PROMPT })).toBeVisible();
  await expect(kept(page)).toHaveCount(2);
});

test('photos stand upright, and files that are no pictures are refused in words', async ({ page }) => {
  await page.goto('/#/image-to-image');
  const file = page.getByLabel('Picture from a file');
  await file.setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('not a picture') });
  await expect(page.getByText(/This file is no picture that this browser can read/)).toBeVisible();
  await file.setInputFiles({ name: 'half.png', mimeType: 'image/png', buffer: Buffer.from('\x89PNG\r\n\x1a\nhalf') });
  await expect(page.getByText(/This picture is damaged/)).toBeVisible();
  const jpeg = await drawn(page, 96, 64, 'image/jpeg');
  await file.setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(turned(jpeg)) });
  await expect(page.getByText(/^64 × 96/)).toBeVisible();
  await expect(page.getByText(/This picture is damaged/)).toHaveCount(0);
});

test('a grid varies two parameters, on one sheet', async ({ page }) => {
  await openTab(page);
  await page.getByText('Grid', { exact: true }).click();
  await page.getByRole('textbox', { name: 'Values of num_inference_steps' }).fill('1, 2');
  await page.getByRole('combobox', { name: 'Rows' }).click();
  await page.getByRole('option', { name: 'prompt words' }).click();
  await page.getByRole('textbox', { name: 'Values of prompt words' }).fill('red, blue');
  await page.getByRole('button', { name: 'Make 4 pictures' }).click();
  await expect(page.getByText('4 of 4 pictures')).toBeVisible();
  const sheet = await download(page, page.getByRole('button', { name: 'Contact sheet' }));
  expect(sheet.subarray(1, 4).toString()).toBe('PNG');
  // Two cells of at least 256 pixels, their labels and gaps.
  expect(sheet.readUInt32BE(16)).toBeGreaterThan(512);
  await expect(kept(page)).toHaveCount(4);
});

test('pictures are compared with an edge between them, and exported as zip', async ({ page }) => {
  await makePicture(page);
  await makePicture(page, `&num_inference_steps=${STEPS}&seed=6`);
  await expect(kept(page)).toHaveCount(2);
  for (const box of await kept(page).getByRole('checkbox').all()) await box.check();
  await gallery(page).getByRole('button', { name: 'Compare' }).click();
  const dialog = page.getByRole('dialog', { name: 'Two pictures compared' });
  await expect(dialog.getByRole('row', { name: 'seed 5 6' })).toBeVisible();
  await dialog.getByRole('slider', { name: 'Edge between the pictures' }).press('End');
  await page.keyboard.press('Escape');
  const zip = await download(page, gallery(page).getByRole('button', { name: 'Export 2' }));
  expect(zip.subarray(0, 2).toString()).toBe('PK');
  const names = zip.toString('latin1').match(/00[12]-a-red-house[\w-]*\.(png|json)/g) ?? [];
  expect(new Set(names).size).toBe(4);
});

for (const width of [1440, 768, 360]) {
  test(`axe finds nothing and nothing overflows on the picture tabs, ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await makePicture(page);
    await page.getByText('Grid', { exact: true }).click();
    await expectClean(page, 'text-to-image');
    await kept(page).getByRole('button').click();
    await expect(page.getByRole('dialog').getByRole('img', { name: PROMPT })).toBeVisible();
    await expectClean(page, 'a picture of the gallery');
    await page.keyboard.press('Escape');
    await result(page).getByRole('button', { name: 'Image to image' }).click();
    await page.getByRole('button', { name: 'Mask', exact: true }).click();
    await expectClean(page, 'image-to-image');
  });
}

/** A JPEG with the EXIF note of a camera that was held upright: turn it by 90 degrees (orientation 6). */
function turned(jpeg: Uint8Array): Uint8Array {
  const exif = [
    ...[0xff, 0xe1, 0x00, 0x22],
    ...[0x45, 0x78, 0x69, 0x66, 0x00, 0x00],
    ...[0x4d, 0x4d, 0x00, 0x2a, 0x00, 0x00, 0x00, 0x08],
    ...[0x00, 0x01, 0x01, 0x12, 0x00, 0x03, 0x00, 0x00, 0x00, 0x01, 0x00, 0x06, 0x00, 0x00],
    ...[0x00, 0x00, 0x00, 0x00],
  ];
  return Uint8Array.from([...jpeg.subarray(0, 2), ...exif, ...jpeg.subarray(2)]);
}

test('an example brings its pictures along, also offline, and takes nothing away', async ({ page, context }) => {
  await page.goto('/#/image-to-image');
  await page.evaluate(() => navigator.serviceWorker.ready);
  const examples = page.getByRole('list', { name: 'Examples' });
  await prompt(page).fill('something of my own');
  await examples.getByRole('button', { name: 'Repaint the house' }).click();
  await expect(page.getByText('What you had typed here was set aside.')).toBeVisible();
  await context.setOffline(true);
  await page.reload();
  await examples.getByRole('button', { name: 'Make it night' }).click();
  await expect(prompt(page)).toHaveValue(/red house .* at night/);
  await page.goto('/#/image-to-image?num_inference_steps=3&seed=1&prompt=a%20red%20house%20at%20night&strength=0.7');
  await run(page);
  await expect(result(page).getByRole('img', { name: 'a red house at night' })).toBeVisible();
});
