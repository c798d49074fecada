import type { Page } from '@playwright/test';
import {
  type DiffusionCase,
  meanDifference,
  readCases,
  readGoldenFile,
  readPicture,
  taskRequestOf,
} from '../parity/diffusion-golden';
import { decodePng } from '../parity/png';
import type { RunRecord } from '../src/contract/run';
import { serveStatic } from './static-server';

/** The tiny diffusion models, as the Hub would serve them. */
export const serveDiffusionModels = () =>
  serveStatic('parity/diffusion/models', {
    headers: { 'access-control-allow-origin': '*' },
    route(pathname) {
      const match = /^\/diffusion\/([\w.-]+)\/resolve\/main\/(.+)$/.exec(pathname);
      return match ? `/${match[1]}/${match[2]}` : 401;
    },
  });

export const goldenNamed = (model: string, name: string): DiffusionCase => {
  const found = readCases(model).find((golden) => golden.name === name);
  if (!found) throw new Error(`no golden ${name}`);
  return found;
};

/** Runs a golden's request in the page, with further parameters; the pictures come back as the bytes of their files. */
export async function runGolden(
  page: Page,
  golden: DiffusionCase,
  options: object,
  parameters: object = {},
): Promise<{ pictures: Uint8Array[]; record: RunRecord }> {
  const request = taskRequestOf(golden);
  if (!request) throw new Error(`${golden.name} cannot be asked for`);
  const files = Object.entries(request.files).map(([name, file]) => [name, [...readGoldenFile(file)]] as const);
  const result = await page.evaluate(
    async ([task, input, pictures, rest]) => {
      const blobs = pictures.map(([name, bytes]) => [name, new Blob([new Uint8Array(bytes)], { type: 'image/png' })]);
      const outcome = await window.loupe.run(task, { ...input, ...Object.fromEntries(blobs) }, rest);
      if (!outcome.ok) return outcome;
      const { images } = outcome.value as { images: { blob: Blob }[] };
      const bytes = images.map(async ({ blob }) => [...new Uint8Array(await blob.arrayBuffer())]);
      return { ok: true as const, pictures: await Promise.all(bytes), record: outcome.run };
    },
    [request.task, { ...request.input, ...parameters }, files, options] as const,
  );
  if (!result.ok) throw new Error(`${golden.name}: ${JSON.stringify(result.failure)}`);
  return { pictures: result.pictures.map((bytes) => Uint8Array.from(bytes)), record: result.record };
}

/** How far pictures are from those of diffusers: the largest mean difference, of 255. */
export const differenceFrom = (golden: DiffusionCase, pictures: readonly Uint8Array[]): number =>
  Math.max(
    ...pictures.map((bytes, index) =>
      meanDifference(decodePng(bytes), readPicture(golden.expected.images[index] ?? '')),
    ),
  );
