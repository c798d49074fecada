import { describe, expect, test } from 'vitest';
import type { DiffusionDetails, DiffusionValue } from '../src/lib/diffusion-result';
import { readPngText } from '../src/lib/png/png-text';
import {
  meanDifference,
  modelId,
  readCases,
  readGoldenFile,
  readPicture,
  type TaskRequest,
  taskRequestOf,
} from './diffusion-golden';
import { decodePng } from './png';
import { runTask } from './run-task';

const blobsOf = ({ files }: TaskRequest) =>
  Object.fromEntries(
    Object.entries(files).map(([name, file]) => [
      name,
      new Blob([new Uint8Array(readGoldenFile(file))], { type: 'image/png' }),
    ]),
  );

const MODELS = ['sd15', 'sd2-v', 'turbo', 'lcm', 'batch2', 'inpaint9', 'scenes'];

describe.each(MODELS.filter((model) => readCases(model).length > 0))('%s', (model) => {
  const askable = readCases(model).flatMap((golden) => {
    const request = taskRequestOf(golden);
    return request ? [{ golden, request }] : [];
  });
  // A third of them: what the loop computes is tested in diffusion.test.ts.
  const chosen = askable.filter((_, index) => index % 3 === 0);
  test.each(chosen.map((one) => [one.golden.name, one] as const))('%s by its task', async (_, { golden, request }) => {
    const run = await runTask(request.task, modelId(model), { ...request.input, ...blobsOf(request) });
    const { images } = run.value as DiffusionValue;
    expect(images).toHaveLength(golden.expected.images.length);
    for (const [index, { blob }] of images.entries()) {
      const bytes = new Uint8Array(await blob.arrayBuffer());
      const expected = readPicture(golden.expected.images[index] ?? '');
      expect(meanDifference(decodePng(bytes), expected)).toBeLessThan(2);
      const texts = await readPngText(bytes);
      expect(texts.parameters).toContain(`Seed: ${(golden.seeds[0] ?? 0) + index}`);
      expect(JSON.parse(texts.loupe ?? '')).toMatchObject({
        task: request.task,
        input: { prompt: request.input.prompt },
      });
    }
    const { timesteps } = run.details as DiffusionDetails;
    expect(timesteps).toHaveLength(golden.expected.timesteps.length);
    const steps = run.events.filter((event) => event.type === 'step');
    expect(steps.at(-1)).toMatchObject({ step: timesteps.length, total: timesteps.length, unit: 'denoising' });
    const previews = run.events.filter((event) => event.type === 'preview');
    expect(previews).toHaveLength(timesteps.length * images.length);
    const last = previews.at(-1);
    expect(last?.pixels).toHaveLength(4 * (last?.width ?? 0) * (last?.height ?? 0));
  });
});
