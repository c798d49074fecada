import type { Notice } from '../../../src/contract/events';
import { FailureError } from '../../../src/contract/failure';
import { machineMemory } from '../../memory/budget';
import type { RunContext } from '../../runner';
import { checkMemory, gigabytes } from '../../runtime/diffusion-memory';
import type { DiffusionModel } from '../../runtime/diffusion-model';
import { networksOf } from '../../runtime/diffusion-networks';
import { isGuided } from '../guidance/classifier-free';
import { fitPicture } from '../image/fit-picture';
import { maskTensor, pictureTensor, rasterOf } from '../image/picture-tensor';
import type { Raster } from '../image/raster';
import {
  decoderInput,
  type GenerationRequest,
  generateLatents,
  type StartReport,
  type StepReport,
} from '../pipeline/generate';
import type { DiffusionNetworks } from '../pipeline/networks';
import { NumericalError } from '../pipeline/numerical-error';
import type { InitialPicture } from '../pipeline/start-latents';
import type { ColourProjection } from '../preview/latent-colours';
import { coloursOf, decodedPreview, latentPreview } from '../preview/previews';
import type { PromptChunks } from '../prompt/chunks';
import { PromptError } from '../prompt/prompt-error';
import { SchedulerError } from '../schedulers/scheduler-error';
import type { FloatTensor } from '../tensor';
import { noticesOf } from './notices';
import { type PaintRequest, refuse, schedulerConfig, seedsOf } from './paint-request';
import { pictureSize } from './picture-size';
import { StepClock } from './step-clock';

export interface Painted {
  pictures: Raster[];
  /** Of each picture alone. */
  seeds: number[];
  width: number;
  height: number;
  scheduler: string;
  start: StartReport;
  millisecondsPerStep: number;
}

/** Looks on while a run goes: what it is given is the loop's own, to be copied where it is kept. */
export interface StepObserver {
  onStart(report: StartReport, networks: DiffusionNetworks): void | Promise<void>;
  onStep(report: StepReport): void | Promise<void>;
  onAttentions(layers: readonly FloatTensor[], rows: number): void;
}

/**
 * Paints what a run asks for: checks it against the model, goes through the loop, shows each step, and decodes.
 * @throws FailureError
 */
export async function paint(
  model: DiffusionModel,
  request: PaintRequest,
  context: RunContext,
  observer?: StepObserver,
): Promise<Painted> {
  try {
    return await painted(model, request, context, observer);
  } catch (error) {
    throw failureOf(error, request);
  }
}

async function painted(
  model: DiffusionModel,
  request: PaintRequest,
  context: RunContext,
  observer?: StepObserver,
): Promise<Painted> {
  const { parameters } = request;
  const networks = await networksOf(model, {
    lowMemory: parameters.low_memory,
    ...(observer ? { onAttentions: observer.onAttentions } : {}),
  });
  const { width, height } = await pictureSize(model, parameters, networks.facts.factor);
  const rows = parameters.num_images * (isGuided(parameters.guidance_scale, networks.facts.condition) ? 2 : 1);
  noteMemory(
    checkMemory(model, { width, height, rows, lowMemory: parameters.low_memory }, model.device),
    request,
    context,
  );
  const seeds = seedsOf(parameters);
  const config = schedulerConfig(networks.facts.scheduler, request);
  const generation: Omit<GenerationRequest, 'images' | 'seeds'> = {
    prompt: request.prompt,
    negativePrompt: parameters.negative_prompt,
    syntax: parameters.prompt_syntax,
    clipSkip: parameters.clip_skip,
    width,
    height,
    generatorDevice: parameters.generator_device,
    scheduler: config,
    steps: parameters.num_inference_steps,
    ...model.distilledSchedule(request.initial?.strength ?? null),
    guidanceScale: parameters.guidance_scale,
    guidanceRescale: parameters.guidance_rescale,
    eta: parameters.eta,
    initial: initialPicture(request, width, height),
  };
  for (const notice of noticesOf(generation, networks.facts)) context.notice(notice);
  // Of a list of generators, inpainting would draw some numbers with the first alone: each picture has its own run.
  const alone = generation.initial?.mask ? seeds.map((seed) => [seed]) : [seeds];
  const watcher = new Watcher(model, networks, parameters.preview, context, alone.length, observer);
  const pictures: Raster[] = [];
  for (const [run, own] of alone.entries()) {
    watcher.begin(run);
    const latents = await generateLatents(networks, { ...generation, images: own.length, seeds: own }, watcher);
    pictures.push(...(await decodeAll(networks, latents, context)));
  }
  await networks.done('vae_decoder');
  if (!watcher.start) throw new Error('the loop never began');
  const { start, clock } = watcher;
  return {
    pictures,
    seeds,
    width,
    height,
    scheduler: String(config._class_name),
    start,
    millisecondsPerStep: clock.perStep,
  };
}

function initialPicture({ initial, parameters }: PaintRequest, width: number, height: number): InitialPicture | null {
  if (!initial) return null;
  const { image, mask, strength, resizeMode } = initial;
  if (Math.trunc(parameters.num_inference_steps * strength) < 1) {
    throw refuse(
      'strength',
      `leaves no step to do: ${parameters.num_inference_steps} steps times ${strength} is less than one`,
    );
  }
  // A mask of another size belongs to the whole picture.
  const fits = !mask || resizeMode === 'default' || (mask.width === image.width && mask.height === image.height);
  const aligned = mask && !fits ? fitPicture(mask, image.width, image.height, 'default') : mask;
  return {
    picture: pictureTensor(fitPicture(image, width, height, resizeMode)),
    mask: aligned ? maskTensor(fitPicture(aligned, width, height, resizeMode)) : null,
    strength,
  };
}

/** What was found out about the latents of a loaded model. */
const fitted = new WeakMap<DiffusionModel, ColourProjection>();

/** Tells the page what the loop does. */
class Watcher {
  readonly clock = new StepClock();
  start: StartReport | null = null;
  private colours: ColourProjection | null = null;
  private run = 0;

  constructor(
    private readonly model: DiffusionModel,
    private readonly networks: DiffusionNetworks,
    private readonly preview: 'latent' | 'vae' | 'none',
    private readonly context: RunContext,
    private readonly runs: number,
    private readonly observer: StepObserver | undefined,
  ) {}

  begin(run: number): void {
    this.run = run;
  }

  checkpoint = (): Promise<void> => this.context.checkpoint();

  onStart = async (report: StartReport): Promise<void> => {
    const { timesteps, sigmas } = report;
    if (this.run === 0) this.context.emit({ type: 'schedule', timesteps, sigmas });
    if (this.run === 0) this.noteTruncation(report);
    this.start ??= report;
    await this.observer?.onStart(report, this.networks);
    if (this.preview === 'latent') this.colours ??= await this.coloursOfModel();
    this.clock.start();
  };

  onStep = async (report: StepReport): Promise<void> => {
    const { step, total, predicted } = report;
    this.clock.stepDone();
    await this.observer?.onStep(report);
    const { emit } = this.context;
    emit({ type: 'step', step: this.run * total + step, total: this.runs * total, unit: 'denoising' });
    if (this.preview !== 'none') {
      for (let image = 0; image < (predicted.dims[0] ?? 0); image++) {
        const picture = await this.pictureOf(predicted, image);
        emit({ type: 'preview', image: this.run + image, step, ...picture });
      }
    }
    this.clock.start();
  };

  private async coloursOfModel(): Promise<ColourProjection> {
    const known = fitted.get(this.model) ?? (await coloursOf(this.networks, this.checkpoint));
    fitted.set(this.model, known);
    await this.networks.done('vae_decoder');
    return known;
  }

  private noteTruncation({ prompt, negativePrompt }: StartReport): void {
    for (const [name, chunks] of Object.entries({ prompt, negative_prompt: negativePrompt })) {
      if (!chunks?.truncated) continue;
      const message = `The end of \`${name}\` was cut off, since plain syntax has one chunk alone: “${chunks.truncated}”.`;
      this.context.notice({ code: 'input-truncated', message });
    }
  }

  private pictureOf(latents: FloatTensor, image: number) {
    if (this.preview === 'vae' || !this.colours) return decodedPreview(this.networks, latents, image, this.checkpoint);
    return latentPreview(latents, image, this.colours);
  }
}

async function decodeAll(networks: DiffusionNetworks, latents: FloatTensor, context: RunContext): Promise<Raster[]> {
  const pictures: Raster[] = [];
  for (let image = 0; image < (latents.dims[0] ?? 0); image++) {
    const picture = await networks.decode(decoderInput(networks, latents, image), () => context.checkpoint());
    if (isBlack(picture.data)) throw new NumericalError('the decoder gave no picture (NaN, or black all over)');
    pictures.push(rasterOf(picture));
  }
  return pictures;
}

/** NaN anywhere, or nothing but the blackest black, which no decoder gives of real latents. */
function isBlack(data: Float32Array): boolean {
  let black = true;
  for (let index = 0; index < data.length; index++) {
    const value = data[index] ?? 0;
    if (Number.isNaN(value)) return true;
    if (value > -1) black = false;
  }
  return black;
}

/** Enough for the machine, but more than half of what it has. */
function noteMemory(bytes: number, { parameters }: PaintRequest, context: RunContext): void {
  const machine = machineMemory();
  if (machine === null || bytes < machine / 2) return;
  context.notice({
    code: 'low-memory',
    message: `This run needs about ${gigabytes(bytes)}.${parameters.low_memory ? '' : ' Switch low_memory on if it fails.'}`,
  } satisfies Notice);
}

function failureOf(error: unknown, { parameters }: PaintRequest): unknown {
  if (error instanceof SchedulerError) {
    const field = parameters.num_inference_steps > 999 ? 'num_inference_steps' : 'scheduler';
    return refuse(field, `cannot be used so: ${error.message.replace(/\.$/, '')}`);
  }
  if (error instanceof PromptError) return refuse('prompt', `cannot be read: ${error.message.replace(/\.$/, '')}`);
  if (!(error instanceof NumericalError)) return error;
  return new FailureError({
    code: 'numerical-failure',
    message: `The model computed nonsense: ${error.message}.`,
    action: 'Choose float32 weights (dtype fp32), another device, or other parameters.',
    remedy: 'use-automatic-device',
    detail: error.message,
  });
}

/** What the interface shows of a prompt's length. */
export function promptTokens({ tokenCount, chunks, truncated }: PromptChunks, chunkSize: number) {
  return { tokens: tokenCount, chunk_size: chunkSize, chunks: chunks.length, truncated };
}
