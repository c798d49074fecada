import { resolveModel } from '../src/catalog/resolve-model';
import { task } from '../src/tasks/image-to-image/task';
import { fitPicture } from '../workers/diffusion/image/fit-picture';
import { maskTensor, pictureTensor, rasterOf } from '../workers/diffusion/image/picture-tensor';
import { opaque, type Raster } from '../workers/diffusion/image/raster';
import {
  decoderInput,
  generateLatents,
  type StartReport,
  type StepReport,
} from '../workers/diffusion/pipeline/generate';
import type { DiffusionNetworks } from '../workers/diffusion/pipeline/networks';
import type { FloatTensor } from '../workers/diffusion/tensor';
import { type DiffusionModel, loadDiffusionModel } from '../workers/runtime/diffusion-model';
import { networksOf } from '../workers/runtime/diffusion-networks';
import { modelFilesOf } from '../workers/runtime/model-files';
import { configureTransformers } from '../workers/runtime/transformers-env';
import { type DiffusionCase, readPicture } from './diffusion-golden';
import { ADDRESSES } from './model-hosts';
import { openModelFiles } from './open-model-files';

const models = new Map<string, Promise<DiffusionModel>>();

/** @param id of the Hub as model-hosts.ts knows it, or a starter's */
export async function openDiffusionModel(id: string, parameters = {}): Promise<DiffusionModel> {
  await configureTransformers();
  const model = resolveModel(ADDRESSES, id, 'main', task);
  if (!model.ok) throw new Error(model.failure.message);
  const { signal } = new AbortController();
  const dtype = model.value.source === 'starter' ? (model.value.weights[0]?.dtype ?? 'q8') : 'fp32';
  const files = modelFilesOf(await openModelFiles(model.value, dtype));
  return loadDiffusionModel(model.value, { device: 'wasm', dtype }, { files, parameters, signal, emit: () => {} });
}

export function keptModel(id: string): Promise<DiffusionModel> {
  const known = models.get(id) ?? openDiffusionModel(id);
  models.set(id, known);
  return known;
}

export interface CaseRun {
  start: StartReport;
  steps: StepReport[];
  latents: FloatTensor;
  pictures: Raster[];
}

export async function runCase(golden: DiffusionCase, model: DiffusionModel, lowMemory = false): Promise<CaseRun> {
  const networks = await networksOf(model, { lowMemory });
  const { arguments: given } = golden;
  const raster = golden.image === undefined ? null : opaque(readPicture(golden.image));
  const own = await model.size();
  // Image-to-image has the size of its picture, the others that of the model.
  const sized = golden.pipeline.includes('Img2Img') && raster ? raster : own;
  const width = given.width ?? sized.width;
  const height = given.height ?? sized.height;
  const initial = raster && {
    picture: pictureTensor(fitPicture(raster, width, height, 'default')),
    mask: golden.mask_image
      ? maskTensor(fitPicture(opaque(readPicture(golden.mask_image)), width, height, 'default'))
      : null,
    strength: given.strength ?? (golden.mask_image ? 1 : 0.8),
  };
  let start: StartReport | null = null;
  const steps: StepReport[] = [];
  const checkpoint = async () => {};
  const { timesteps, sigmas } = given;
  const latents = await generateLatents(
    networks,
    {
      prompt: String(given.prompt),
      negativePrompt: given.negative_prompt ?? '',
      syntax: 'plain',
      clipSkip: given.clip_skip ?? null,
      width,
      height,
      images: given.num_images_per_prompt ?? 1,
      seeds: golden.seeds,
      generatorDevice: 'cpu',
      scheduler: { ...networks.facts.scheduler, ...golden.scheduler },
      steps: given.num_inference_steps ?? 50,
      schedule: { ...(timesteps && { timesteps }), ...(sigmas && { sigmas }), ...distilled(golden) },
      guidanceScale: given.guidance_scale ?? 7.5,
      guidanceRescale: given.guidance_rescale ?? 0,
      eta: given.eta ?? 0,
      initial,
    },
    {
      checkpoint,
      onStart: (report) => {
        start = report;
      },
      onStep: (report) => {
        steps.push(report);
      },
    },
  );
  if (!start) throw new Error('it never started');
  return { start, steps, latents, pictures: await decodeAll(networks, latents) };
}

/** What the pipelines of latent consistency models tell their scheduler. */
function distilled({ pipeline, arguments: given }: DiffusionCase) {
  const { original_inference_steps, strength } = given;
  return {
    ...(original_inference_steps && { original_inference_steps }),
    ...(pipeline === 'LatentConsistencyModelImg2ImgPipeline' && strength !== undefined && { strength }),
  };
}

async function decodeAll(networks: DiffusionNetworks, latents: FloatTensor): Promise<Raster[]> {
  const pictures: Raster[] = [];
  for (let image = 0; image < (latents.dims[0] ?? 0); image++) {
    pictures.push(rasterOf(await networks.decode(decoderInput(networks, latents, image), async () => {})));
  }
  return pictures;
}
