import { guide, isGuided } from '../guidance/classifier-free';
import { guidanceEmbedding } from '../guidance/guidance-embedding';
import { BatchGenerator, type GeneratorDevice } from '../latents/batch-generator';
import type { PromptChunks, PromptMode } from '../prompt/chunks';
import { createScheduler } from '../schedulers/create-scheduler';
import type { NoiseLevel, Scheduler, SchedulerConfig, SetTimestepsOptions } from '../schedulers/scheduler';
import { concatRows, type FloatTensor, hasNonFinite, repeatRow, rowsOf } from '../tensor';
import { embedPrompts, type PromptEmbeddings } from '../text-encoder/prompt-embeddings';
import type { DiffusionNetworks } from './networks';
import { NumericalError } from './numerical-error';
import { type InitialPicture, type Start, startFromNoise, startFromPicture, startInpainting } from './start-latents';
import { beginAt } from './timesteps';

/** What to paint, by the names and meanings of diffusers' pipelines. */
export interface GenerationRequest {
  prompt: string;
  negativePrompt: string;
  syntax: PromptMode;
  clipSkip: number | null;
  /** Pixels. */
  width: number;
  height: number;
  images: number;
  /** One for all images, or one for each. */
  seeds: readonly number[];
  generatorDevice: GeneratorDevice;
  /** The scheduler's whole config. */
  scheduler: SchedulerConfig;
  steps: number;
  /** Timesteps or noise levels instead of a number of steps, or what distilled schedules go by. */
  schedule?: Omit<SetTimestepsOptions, 'batch_size'>;
  guidanceScale: number;
  guidanceRescale: number;
  eta: number;
  initial: InitialPicture | null;
}

/** What happened in one step. */
export interface StepReport {
  /** From 1. */
  step: number;
  total: number;
  /** [images, channels, height, width]. */
  latents: FloatTensor;
  /** What the finished latents would be, as far as this step tells. */
  predicted: FloatTensor;
  timestep: number;
  /** The latents before the step, as they were before the scheduler scaled them for the model, and what they are made of. */
  before: FloatTensor;
  level: NoiseLevel;
  /** What the U-Net said, as it said it: rows without the prompt first where there is guidance. */
  output: FloatTensor;
  guided: boolean;
}

export interface GenerationHooks {
  /** Awaited before each forward pass; throws when the run was stopped. */
  checkpoint(): Promise<void>;
  /** What was made ready, before the first step. */
  onStart?(start: StartReport): void | Promise<void>;
  onStep?(report: StepReport): void | Promise<void>;
}

export interface StartReport {
  timesteps: readonly number[];
  /** With the one at the end. */
  sigmas: readonly number[] | null;
  /** Steps left out at the beginning. */
  skipped: number;
  prompt: PromptChunks;
  negativePrompt: PromptChunks | null;
  ids: { prompt: number[][]; negativePrompt: number[][] | null };
  /** What the U-Net hears in the first step, negative rows first. */
  words: FloatTensor;
  condition: FloatTensor | null;
  start: Start;
}

/**
 * Paints latents: StableDiffusionPipeline, StableDiffusionImg2ImgPipeline and StableDiffusionInpaintPipeline of diffusers
 * in one loop, number for number.
 * @returns [images, channels, height / factor, width / factor], as the U-Net knows them
 * @throws NumericalError when a step gives no numbers; SchedulerError, PromptError for what cannot be
 */
export async function generateLatents(
  networks: DiffusionNetworks,
  request: GenerationRequest,
  hooks: GenerationHooks,
): Promise<FloatTensor> {
  const { facts } = networks;
  const { images, initial, guidanceScale } = request;
  const { checkpoint } = hooks;

  // 1. The schedule.
  const scheduler = createScheduler(request.scheduler);
  const begin = setSchedule(scheduler, request);
  const timesteps = scheduler.timesteps.slice(begin.index);
  const sigmas = scheduler.sigmas ? Array.from(scheduler.sigmas.slice(begin.index)) : null;

  // 2. The words. A U-Net that takes guidance as a condition needs no second opinion.
  const guided = isGuided(guidanceScale, facts.condition);
  const steps = Math.ceil(timesteps.length / scheduler.order);
  const [prompt, negative = null] = await embedPrompts(
    networks.tokenizer,
    guided ? [request.prompt, request.negativePrompt] : [request.prompt],
    { mode: request.syntax, steps },
    (ids, prompt) => networks.encodeText(ids, skipOf(request, prompt > 0), checkpoint),
  );
  if (!prompt) throw new Error('no prompt was embedded');
  await networks.done('text_encoder');
  const rows = images * (guided ? 2 : 1);
  const condition = conditionOf(facts.condition, guidanceScale, rows);

  // 3. Where it begins.
  const random = new BatchGenerator(request.seeds, request.generatorDevice);
  const dims = [images, facts.latentChannels, request.height / facts.factor, request.width / facts.factor] as const;
  const start = await startOf({ networks, scheduler, random, dims, checkpoint }, initial, timesteps[0] ?? 0);
  await networks.done('vae_encoder');
  await hooks.onStart?.({
    timesteps,
    sigmas,
    skipped: begin.skipped,
    prompt: prompt.tokens,
    negativePrompt: negative?.tokens ?? null,
    ids: { prompt: prompt.ids, negativePrompt: negative?.ids ?? null },
    words: wordsAt(1, prompt, negative, images),
    condition,
    start,
  });

  // 4. From noise to picture.
  let latents = start.latents.data;
  const options = scheduler.optionNames.step.includes('eta') ? { eta: request.eta } : {};
  for (const [index, timestep] of timesteps.entries()) {
    const seen = { data: scheduler.scaleModelInput(latents, timestep), dims };
    const sample = withMask(guided ? concatRows([seen, seen]) : seen, start, facts.unetChannels);
    const words = wordsAt(Math.floor(index / scheduler.order) + 1, prompt, negative, images);
    const output = await networks.predict({ sample, timestep, words, condition }, checkpoint);
    const prediction = guided ? guidedBy(output, request) : output.data;
    const { prevSample, predOriginalSample } = scheduler.step(prediction, timestep, latents, random, {
      ...options,
      batch_size: images,
    });
    const before = { data: latents, dims };
    latents = blend(prevSample, start, scheduler, timesteps[index + 1] ?? null);
    if (hasNonFinite(latents))
      throw new NumericalError(`step ${index + 1} of ${timesteps.length} gave no numbers (NaN)`);
    const report = { step: index + 1, total: timesteps.length };
    await hooks.onStep?.({
      ...report,
      latents: { data: latents, dims },
      predicted: { data: predOriginalSample, dims },
      timestep,
      before,
      level: scheduler.noiseLevel(begin.index + index),
      output,
      guided,
    });
  }
  await networks.done('unet');
  return { data: latents, dims };
}

/** The latents of one image as its decoder wants them. */
export function decoderInput(
  { facts }: Pick<DiffusionNetworks, 'facts'>,
  latents: FloatTensor,
  image: number,
): FloatTensor {
  const row = rowsOf(latents, image, image + 1);
  return { ...row, data: row.data.map((value) => value / facts.scalingFactor + facts.shiftFactor) };
}

function setSchedule(scheduler: Scheduler, request: GenerationRequest): { index: number; skipped: number } {
  const { steps, schedule, initial, images } = request;
  const takes = scheduler.optionNames.setTimesteps.includes('batch_size') ? { batch_size: images } : {};
  const listed = Boolean(schedule?.timesteps ?? schedule?.sigmas);
  scheduler.setTimesteps(listed ? null : steps, { ...takes, ...schedule });
  // A schedule that knows of strength (LCM's own pipeline) begins where the picture does.
  if (!initial || schedule?.strength != null) return { index: 0, skipped: 0 };
  return beginAt(scheduler, listed ? scheduler.timesteps.length : steps, initial.strength);
}

/**
 * diffusers leaves layers out for the prompt alone, AUTOMATIC1111 for the negative one as well: each with its own syntax.
 */
const skipOf = ({ clipSkip, syntax }: GenerationRequest, negative: boolean): number | null =>
  negative && syntax === 'plain' ? null : clipSkip;

function conditionOf(width: number | null, scale: number, rows: number): FloatTensor | null {
  if (width === null) return null;
  return repeatRow({ data: guidanceEmbedding(scale, width), dims: [1, width] }, rows);
}

function startOf(request: Parameters<typeof startFromNoise>[0], initial: InitialPicture | null, timestep: number) {
  if (!initial) return startFromNoise(request);
  if (!initial.mask) return startFromPicture(request, initial, timestep);
  return startInpainting(request, initial, initial.mask, timestep);
}

/** Rows of the negative prompt, then of the prompt. */
function wordsAt(
  step: number,
  prompt: PromptEmbeddings,
  negative: PromptEmbeddings | null,
  images: number,
): FloatTensor {
  const rows = repeatRow(prompt.at(step), images);
  return negative ? concatRows([repeatRow(negative.at(step), images), rows]) : rows;
}

function guidedBy(output: FloatTensor, { guidanceScale, guidanceRescale, images }: GenerationRequest): Float32Array {
  const without = rowsOf(output, 0, images).data;
  const { data } = rowsOf(output, images, 2 * images);
  return guide(without, data, { scale: guidanceScale, rescale: guidanceRescale, images });
}

/** For a U-Net with nine channels: latents, mask, and the latents of the masked picture, row by row. */
function withMask(sample: FloatTensor, { inpainting }: Start, channels: number): FloatTensor {
  const [rows = 0, own = 0, height = 0, width = 0] = sample.dims;
  if (!inpainting || channels === own) return sample;
  const size = own * height * width;
  const plane = height * width;
  const data = new Float32Array(rows * channels * plane);
  for (let row = 0; row < rows; row++) {
    const at = row * channels * plane;
    data.set(sample.data.subarray(row * size, (row + 1) * size), at);
    data.set(inpainting.mask.data, at + size);
    data.set(inpainting.masked.data.subarray(0, size), at + size + plane);
  }
  return { data, dims: [rows, channels, height, width] };
}

/** Outside the mask, a U-Net of four channels goes on with the picture, as noisy as the next timestep wants it. */
function blend(latents: Float32Array, { inpainting }: Start, scheduler: Scheduler, next: number | null): Float32Array {
  if (!inpainting?.image || !inpainting.blends) return latents;
  const { image, noise, mask } = inpainting;
  const kept = next === null ? image.data : scheduler.addNoise(image.data, noise, next);
  const size = mask.data.length;
  return latents.map((value, index) => {
    const share = mask.data[index % size] ?? 0;
    return (1 - share) * (kept[index] ?? 0) + share * value;
  });
}
