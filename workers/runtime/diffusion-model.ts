import type { Rung } from '../../src/contract/events';
import { FailureError } from '../../src/contract/failure';
import type { Device, ModelRef } from '../../src/contract/model';
import { ContractError } from '../diffusion/contract/signature';
import { checkTextEncoder, type TextEncoderContract } from '../diffusion/contract/text-encoder-contract';
import { checkUnet, type UnetContract } from '../diffusion/contract/unet-contract';
import {
  checkVaeDecoder,
  checkVaeEncoder,
  type VaeContract,
  type VaeEncoderContract,
} from '../diffusion/contract/vae-contract';
import type { DiffusionFacts, DiffusionPart } from '../diffusion/pipeline/networks';
import type { ClipTokenizer } from '../diffusion/prompt/clip-tokenizer';
import { PromptError } from '../diffusion/prompt/prompt-error';
import { openCrossAttentions } from '../inside/denoising/cross-attentions';
import { loadClipTokenizer } from './clip-tokenizer';
import { type DiffusionConfig, latentFacts, ownSize, readDiffusionConfig } from './diffusion-config';
import { checkMemory } from './diffusion-memory';
import { bytesOf, createGraphSession, type GraphFiles, type GraphSession, openGraph } from './graph-session';
import type { LoadContext, Loaded, ModelLoader } from './loader';
import { probeDiffusion } from './probes';

/** What each part was found to want. */
export interface PartContracts {
  text_encoder: TextEncoderContract;
  unet: UnetContract;
  vae_decoder: VaeContract;
  vae_encoder: VaeEncoderContract;
}

export interface Part<P extends DiffusionPart> {
  session: GraphSession;
  contract: PartContracts[P];
}

/** A Stable Diffusion model in diffusers' layout. Parts are loaded when they are first asked for. */
export interface DiffusionModel extends Loaded {
  id: string;
  config: DiffusionConfig;
  tokenizer: ClipTokenizer;
  files: Readonly<Record<DiffusionPart, GraphFiles | null>>;
  device: Device;
  /** Outputs of the U-Net that are its cross-attentions; none unless the model was loaded with them. */
  attentions: readonly string[];
  /** What a latent consistency model's own pipeline tells its scheduler; nothing for others. */
  distilledSchedule(strength: number | null): { schedule?: { strength: number } };
  /** @throws FailureError model-incompatible with the reason */
  part<P extends DiffusionPart>(name: P): Promise<Part<P>>;
  /** What a part wants; it is loaded only where that is not known yet. */
  contract<P extends DiffusionPart>(name: P): Promise<PartContracts[P]>;
  /** Gives a part's memory back; its contract stays known. */
  release(part: DiffusionPart): Promise<void>;
  /** Asks for the U-Net, where that has not been done. */
  facts(): Promise<DiffusionFacts>;
  /** The size in pixels that it was made for, or is fixed at. */
  size(): Promise<{ width: number; height: number }>;
}

export const PARTS: readonly DiffusionPart[] = ['text_encoder', 'unet', 'vae_decoder', 'vae_encoder'];
/** Latents of Stable Diffusion. */
const LATENT_CHANNELS = 4;

/**
 * Reads the configurations, and unless `low_memory` is asked for, loads every part that is needed and checks that they fit
 * together.
 */
export const loadDiffusionModel: ModelLoader<DiffusionModel> = (model, rung, context) =>
  loadParts(model, rung, context, false);

/** The same with the cross-attentions of the U-Net as outputs, where its graph shows them; the file stays as it is. */
export const loadDiffusionWithAttentions: ModelLoader<DiffusionModel> = (model, rung, context) =>
  loadParts(model, rung, context, true);

async function loadParts(
  model: ModelRef,
  rung: Rung,
  { files, parameters }: Pick<LoadContext, 'files' | 'parameters'>,
  withAttentions: boolean,
): Promise<DiffusionModel> {
  const config = await readDiffusionConfig(files);
  const tokenizer = await asked(model, () => loadClipTokenizer(files));
  const graphs = Object.fromEntries(
    await Promise.all(PARTS.map(async (part) => [part, await openGraph(model, rung, part, files)] as const)),
  ) as Record<DiffusionPart, GraphFiles | null>;
  const attentions: string[] = [];
  if (withAttentions && graphs.unet) {
    const opened = openCrossAttentions(new Uint8Array(await graphs.unet.graph.arrayBuffer()));
    graphs.unet = { ...graphs.unet, graph: new Blob([opened.bytes]) };
    attentions.push(...opened.attentions);
  }
  const parts = new Map<DiffusionPart, { session: GraphSession; contract: unknown }>();
  const consistency = /^LatentConsistencyModel/.test(config.pipeline);
  const contracts = new Map<DiffusionPart, PartContracts[DiffusionPart]>();
  const width = { words: config.textEncoder.hidden_size ?? null };

  const checks: { [P in DiffusionPart]: (session: GraphSession) => PartContracts[P] } = {
    text_encoder({ signature }) {
      const contract = checkTextEncoder(signature, config.textEncoder, tokenizer);
      width.words = contract.width;
      return contract;
    },
    unet: ({ signature }) => checkUnet(signature, config.unet, width.words),
    vae_decoder: ({ signature }) => checkVaeDecoder(signature, config.vae, LATENT_CHANNELS),
    vae_encoder: ({ signature }) => checkVaeEncoder(signature, LATENT_CHANNELS),
  };
  const loaded: DiffusionModel = {
    id: model.id,
    config,
    tokenizer,
    files: graphs,
    device: rung.device,
    attentions,
    distilledSchedule: (strength) => (consistency && strength !== null ? { schedule: { strength } } : {}),
    async part<P extends DiffusionPart>(name: P) {
      const known = parts.get(name) as Part<P> | undefined;
      if (known) return known;
      const graph = graphs[name];
      if (!graph) throw new FailureError(partMissing(model, name));
      const session = await createGraphSession(model, name, graph, rung);
      const contract = await asked(model, async () => checks[name](session)).catch(async (error) => {
        await session.release();
        throw error;
      });
      const part = { session, contract } as Part<P>;
      parts.set(name, part);
      contracts.set(name, contract);
      return part;
    },
    async contract<P extends DiffusionPart>(name: P) {
      const known = contracts.get(name) as PartContracts[P] | undefined;
      return known ?? (await loaded.part(name)).contract;
    },
    async release(name) {
      const part = parts.get(name);
      parts.delete(name);
      await part?.session.release();
    },
    async facts() {
      const contract = await loaded.contract('unet');
      return {
        scheduler: config.scheduler,
        unetChannels: contract.channels,
        latentChannels: contract.latentChannels,
        condition: contract.condition,
        ...latentFacts(config),
      };
    },
    async size() {
      const contract = await loaded.contract('unet');
      const { factor } = latentFacts(config);
      const own = ownSize(config);
      return {
        width: (contract.size.width ?? own.width) * factor,
        height: (contract.size.height ?? own.height) * factor,
      };
    },
    probe: () => probeDiffusion(loaded, parameters.low_memory !== true),
    async dispose() {
      for (const name of PARTS) await loaded.release(name);
    },
  };
  const own = ownSize(config);
  const { factor } = latentFacts(config);
  const needs = {
    width: numberOr(parameters.width, own.width * factor),
    height: numberOr(parameters.height, own.height * factor),
    rows: 2 * numberOr(parameters.num_images, 1),
    lowMemory: parameters.low_memory === true,
  };
  checkMemory(loaded, needs, rung.device);
  if (!needs.lowMemory) {
    for (const name of PARTS) if (graphs[name]) await loaded.part(name);
  }
  return loaded;
}

const numberOr = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise);

/** Bytes of the weights of each part. */
export const weightBytes = ({ files }: Pick<DiffusionModel, 'files'>): Record<DiffusionPart, number> => {
  const bytes = (part: DiffusionPart) => (files[part] ? bytesOf(files[part]) : 0);
  return {
    text_encoder: bytes('text_encoder'),
    unet: bytes('unet'),
    vae_decoder: bytes('vae_decoder'),
    vae_encoder: bytes('vae_encoder'),
  };
};

/** What does not fit becomes a failure that names the model. */
async function asked<T>(model: ModelRef, check: () => Promise<T>): Promise<T> {
  try {
    return await check();
  } catch (error) {
    if (!(error instanceof ContractError) && !(error instanceof PromptError)) throw error;
    throw new FailureError({
      code: 'model-incompatible',
      message: `${model.id} cannot work here. ${error.message}`,
      action: 'Choose a Stable Diffusion 1.x, 2.x, Turbo or LCM model that was exported to ONNX as a whole.',
      remedy: 'use-starter-model',
      field: 'model',
    });
  }
}

const partMissing = ({ id }: ModelRef, part: DiffusionPart) =>
  ({
    code: 'model-incompatible',
    message: `${id} has no ${part}/model.onnx${part === 'vae_encoder' ? ', without which no picture can be read' : ''}.`,
    action:
      part === 'vae_encoder'
        ? 'Use it for text-to-image, or choose a model with a VAE encoder.'
        : 'Choose another model.',
    remedy: 'use-starter-model',
    field: 'model',
  }) as const;
