import type { DiffusionNetworks } from '../diffusion/pipeline/networks';
import { concatRows, type FloatTensor, rowsOf, sizeOf } from '../diffusion/tensor';
import { layerNorm } from '../diffusion/text-encoder/layer-norm';
import { inTiles } from '../diffusion/vae/tiles';
import { inputFailure } from '../input-failure';
import { latentFacts } from './diffusion-config';
import { type DiffusionModel, PARTS } from './diffusion-model';
import { type Feed, readInitializer } from './graph-session';

/** Latents on a side of a tile, and how far tiles overlap; as AutoencoderKL of diffusers with its 512 pixels. */
const TILE = { tile: 64, overlap: 16 } as const;

export interface NetworkOptions {
  /** Rows one by one, the VAE in tiles, and every part released when it has done its work. */
  lowMemory: boolean;
  /** Is given the cross-attentions of each run of the U-Net, of a model that was loaded with them: rows as in its sample. */
  onAttentions?: (layers: readonly FloatTensor[], rows: number) => void;
}

/** The networks of a loaded model, as the loop wants them. */
export async function networksOf(
  model: DiffusionModel,
  { lowMemory, onAttentions }: NetworkOptions,
): Promise<DiffusionNetworks> {
  // In this order: the U-Net's check looks at what the text encoder gives, the decoder's at what the U-Net gives.
  for (const part of PARTS) {
    if (!model.files[part]) continue;
    await model.contract(part);
    if (lowMemory) await model.release(part);
  }
  const facts = await model.facts();
  const { factor } = latentFacts(model.config);
  return {
    facts,
    tokenizer: model.tokenizer,
    encodeText: (ids, skip, checkpoint) => encodeText(model, ids, skip, checkpoint),
    async predict({ sample, timestep, words, condition }, checkpoint) {
      const { session, contract } = await model.part('unet');
      const rows = sample.dims[0] ?? 0;
      const parts: FloatTensor[] = [];
      const layers: FloatTensor[][] = [];
      const group = contract.batch ?? (lowMemory ? 1 : rows);
      for (let from = 0; from < rows; from += group) {
        await checkpoint();
        const count = Math.min(group, rows - from);
        const part = (tensor: FloatTensor) => filled(rowsOf(tensor, from, from + count), contract.batch);
        const own = part(sample);
        const feeds: Record<string, Feed> = {
          sample: own,
          timestep: timestepFeed(timestep, contract.timestep.shape, own.dims[0] ?? 1),
          encoder_hidden_states: part(words),
          ...(condition ? { timestep_cond: part(condition) } : {}),
        };
        const attentions = onAttentions ? model.attentions : [];
        const outputs = await session.run(feeds, [contract.output, ...attentions]);
        parts.push(rowsOf(outputNamed(outputs, contract.output), 0, count));
        layers.push(attentions.map((name) => outputNamed(outputs, name)));
      }
      onAttentions?.(joinLayers(layers), Math.ceil(rows / group) * group);
      return concatRows(parts);
    },
    async decode(latents, checkpoint) {
      const { run } = await autoencoderHalf(model, 'vae_decoder', checkpoint);
      return lowMemory ? inTiles(latents, { ...TILE, scale: factor }, run) : run(latents);
    },
    async encode(picture, checkpoint) {
      const { run, contract } = await autoencoderHalf(model, 'vae_encoder', checkpoint);
      const tiling = { tile: TILE.tile * factor, overlap: TILE.overlap * factor, scale: 1 / factor };
      return { gives: contract.gives, tensor: lowMemory ? await inTiles(picture, tiling, run) : await run(picture) };
    },
    async done(part) {
      if (lowMemory) await model.release(part);
    },
  };
}

/** Runs a half of the autoencoder over one picture, or over one tile of it. */
async function autoencoderHalf<P extends 'vae_decoder' | 'vae_encoder'>(
  model: DiffusionModel,
  part: P,
  checkpoint: () => Promise<void>,
) {
  const { session, contract } = await model.part(part);
  const run = async (tile: FloatTensor): Promise<FloatTensor> => {
    await checkpoint();
    const outputs = await session.run({ [contract.input]: filled(tile, contract.batch) }, [contract.output]);
    return rowsOf(outputNamed(outputs, contract.output), 0, 1);
  };
  return { run, contract };
}

async function encodeText(
  model: DiffusionModel,
  ids: readonly (readonly number[])[],
  skip: number | null,
  checkpoint: () => Promise<void>,
): Promise<FloatTensor> {
  const { session, contract } = await model.part('text_encoder');
  const layers = contract.hiddenStates.length;
  const output = skip === null ? contract.output : contract.hiddenStates[layers - 1 - skip];
  if (output === undefined) throw cannotSkip(layers);
  const group = contract.batch ?? ids.length;
  const parts: FloatTensor[] = [];
  for (let from = 0; from < ids.length; from += group) {
    await checkpoint();
    const rows = ids.slice(from, from + group);
    const padded = [...rows, ...Array.from({ length: group - rows.length }, () => rows.at(-1) ?? [])];
    const dims = [padded.length, padded[0]?.length ?? 0];
    const feeds: Record<string, Feed> = {
      input_ids: { integers: padded.flat(), dims },
      ...(contract.hasMask ? { attention_mask: { integers: Array<number>(sizeOf(dims)).fill(1), dims } } : {}),
    };
    parts.push(rowsOf(outputNamed(await session.run(feeds, [output]), output), 0, rows.length));
  }
  const states = concatRows(parts);
  return skip === null ? states : layerNorm(states, await finalNorm(model));
}

/** The norm behind the last layer: an export has it in its graph, where it is no output of its own. */
async function finalNorm({ id, files, config }: DiffusionModel) {
  const graph = files.text_encoder;
  const weight = graph && (await readInitializer(graph, 'final_layer_norm.weight'));
  const bias = graph && (await readInitializer(graph, 'final_layer_norm.bias'));
  if (!weight || !bias) {
    throw clipSkipFailure(`cannot be used: ${id} does not name the weights of its last layer norm`);
  }
  return { weight, bias, epsilon: config.textEncoder.layer_norm_eps ?? 1e-5 };
}

const cannotSkip = (layers: number) =>
  clipSkipFailure(
    layers === 0
      ? 'cannot be used: this export of the text encoder gives its last layer alone'
      : `must be at most ${layers - 2} with this text encoder`,
  );

const clipSkipFailure = (problem: string) =>
  inputFailure('parameter-invalid', 'clip_skip', `\`clip_skip\` ${problem}.`, 'Switch `clip_skip` off and run again.');

/** Layers of several runs, each with the rows of all of them. */
const joinLayers = (runs: readonly (readonly FloatTensor[])[]): FloatTensor[] =>
  (runs[0] ?? []).map((_, layer) => concatRows(runs.flatMap((run) => run[layer] ?? [])));

function timestepFeed(timestep: number, shape: 'scalar' | 'one' | 'row', rows: number): Feed {
  const count = shape === 'row' ? rows : 1;
  return { data: new Float32Array(count).fill(timestep), dims: shape === 'scalar' ? [] : [count] };
}

/** Rows that a fixed batch lacks are copies of the last one. */
function filled(tensor: FloatTensor, batch: number | null): FloatTensor {
  const rows = tensor.dims[0] ?? 0;
  if (batch === null || rows >= batch) return tensor;
  const last = rowsOf(tensor, rows - 1, rows);
  return concatRows([tensor, ...Array.from({ length: batch - rows }, () => last)]);
}

function outputNamed(outputs: Record<string, FloatTensor>, name: string): FloatTensor {
  const output = outputs[name];
  if (!output) throw new Error(`the graph gave no ${name}`);
  return output;
}
