import { describe, expect, test } from 'vitest';
import type { FloatTensor } from '../workers/diffusion/tensor';
import { keptModel, runCase } from './diffusion-case';
import {
  type DiffusionCase,
  type GoldenTensor,
  meanDifference,
  modelId,
  readCases,
  readPicture,
} from './diffusion-golden';

/** Mean absolute difference of a picture, of 255. */
const PICTURE_TOLERANCE = 2;
/** Of latents, relative to the largest that is shown of a step. */
const LATENT_TOLERANCE = 1e-4;

const TINY = ['sd15', 'sd2-v', 'turbo', 'lcm', 'batch2', 'inpaint9'];
const MODELS = [...TINY, 'scenes'].filter((model) => readCases(model).length > 0);
const report: string[] = [];

test('every tiny model has goldens', () => expect(MODELS).toEqual(expect.arrayContaining(TINY)));

describe.each(MODELS)('%s', (model) => {
  // A run here has one prompt.
  const cases = readCases(model).filter((golden) => typeof golden.arguments.prompt === 'string');
  test.each(cases.map((golden) => [golden.name, golden] as const))('%s', async (_, golden) => {
    const run = await runCase(golden, await keptModel(modelId(model)));
    const { expected } = golden;
    const pictures = run.pictures.map((picture, index) =>
      meanDifference(picture, readPicture(expected.images[index] ?? '')),
    );
    const worst = Math.max(
      ...run.steps.map(({ latents }, index) => stepDifference(latents, expected.steps[index] ?? [])),
    );
    report.push(`${golden.name}: picture ${Math.max(...pictures).toFixed(4)}, latents ${worst.toExponential(1)}`);
    if (process.env.PARITY_REPORT) console.warn(report.at(-1));
    expect(run.start.ids.prompt[0]).toEqual(expected.input_ids[0]);
    expect(run.start.timesteps.length).toBe(expected.timesteps.length);
    expectTensor(run.start.words, expected.prompt_embeds);
    if (expected.timestep_cond && run.start.condition) expectTensor(run.start.condition, expected.timestep_cond);
    if (expected.start) expectTensor(run.start.start.latents, expected.start);
    expect(worst).toBeLessThan(toleranceOf(golden));
    expect(Math.max(...pictures)).toBeLessThanOrEqual(PICTURE_TOLERANCE);
  });
});

/** The graph of `turbo` rounds every operation to 16 bits. */
const toleranceOf = ({ model }: DiffusionCase): number => (model === 'turbo' ? 5e-3 : LATENT_TOLERANCE);

function stepDifference({ data }: FloatTensor, values: readonly number[]): number {
  const scale = Math.max(1, ...values.map(Math.abs));
  return Math.max(...values.map((value, index) => Math.abs(value - (data[index] ?? 0)))) / scale;
}

function expectTensor({ data, dims }: FloatTensor, golden: GoldenTensor): void {
  expect(dims).toEqual(golden.shape);
  for (const [index, value] of golden.values.entries()) expect(data[index]).toBeCloseTo(value, 2);
}
