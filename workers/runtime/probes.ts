import { concat, sizeOf } from '../diffusion/tensor';
import type { DecoderSession } from '../text/decoding/language-model';
import { buildRow, whole } from '../text/encoding/rows';
import type { RowModel } from '../text/encoding/run-rows';
import { latentFacts, ownSize } from './diffusion-config';
import type { DiffusionModel } from './diffusion-model';
import type { Feed } from './graph-session';
import type { TextTokenizer } from './text-tokenizer';

/** Short, and of common words in every tokenizer that reads Latin letters; others read it as unknown tokens, which is as good. */
export const PROBE_TEXT = 'The old man and the sea were there before.';

/** Outputs of an encoder for {@link PROBE_TEXT}. */
export async function probeRows(model: RowModel & { tokenizer: TextTokenizer }): Promise<Float32Array> {
  const { encode, frame } = model.tokenizer;
  const [outputs = {}] = await model.forward([buildRow(frame.single, [whole(encode(PROBE_TEXT))])]);
  return concat(
    Object.keys(outputs)
      .sort()
      .map((name) => outputs[name] ?? new Float32Array()),
  );
}

/**
 * Logits of a decoder after a few tokens, and after one more: the first pass has no cache, and the second one has, which
 * are different kernels. The session is disposed of.
 */
export async function probeDecoder(session: DecoderSession, ids: readonly number[]): Promise<Float32Array> {
  try {
    const [first = new Float32Array()] = await session.prefill([ids]);
    const after = Float32Array.from(first);
    const [second = new Float32Array()] = await session.step([ids.at(-1) ?? 0]);
    return concat([after, second]);
  } finally {
    await session.dispose();
  }
}

/** Latents on a side of a probe, where the graph leaves it open: eight are halved three times at most. */
const PROBE_LATENTS = 16;
const PROBE_TIMESTEP = 500;
const PROBE_TOKENS = 77;

/**
 * One step of a diffusion model's U-Net on fixed small latents, and what its VAE makes of latents: the two parts that
 * overflow in float16. Parts that were not loaded before are not kept.
 */
export async function probeDiffusion(model: DiffusionModel, keep: boolean): Promise<Float32Array> {
  const unet = await model.part('unet');
  const { contract } = unet;
  const own = ownSize(model.config);
  const rows = contract.batch ?? 1;
  const height = contract.size.height ?? Math.max(contract.multiple, Math.min(PROBE_LATENTS, own.height));
  const width = contract.size.width ?? Math.max(contract.multiple, Math.min(PROBE_LATENTS, own.width));
  const wordWidth = (await model.contract('text_encoder')).width ?? crossAttention(model);
  const feeds: Record<string, Feed> = {
    sample: waves([rows, contract.channels, height, width]),
    timestep: timestepOf(contract.timestep.shape, rows),
    encoder_hidden_states: waves([rows, contract.tokens ?? PROBE_TOKENS, wordWidth]),
    ...(contract.condition ? { timestep_cond: waves([rows, contract.condition]) } : {}),
  };
  const predicted = (await unet.session.run(feeds, [contract.output]))[contract.output]?.data ?? new Float32Array();
  if (!keep) await model.release('unet');
  return concat([predicted, await probeDecoderOf(model, height, width, keep)]);
}

async function probeDecoderOf(model: DiffusionModel, height: number, width: number, keep: boolean) {
  if (!model.files.vae_decoder) return new Float32Array();
  const { session, contract } = await model.part('vae_decoder');
  const size = [contract.size.height ?? Math.min(height, 8), contract.size.width ?? Math.min(width, 8)] as const;
  const { latentChannels } = await model.facts();
  const latents = waves([contract.batch ?? 1, latentChannels, ...size], 1 / latentFacts(model.config).scalingFactor);
  const picture = (await session.run({ [contract.input]: latents }, [contract.output]))[contract.output]?.data;
  if (!keep) await model.release('vae_decoder');
  return picture ?? new Float32Array();
}

/** Of Stable Diffusion 1, where nothing says. */
const crossAttention = ({ config }: DiffusionModel): number => {
  const dim = config.unet.cross_attention_dim;
  return typeof dim === 'number' ? dim : 768;
};

const timestepOf = (shape: 'scalar' | 'one' | 'row', rows: number): Feed => {
  const count = shape === 'row' ? rows : 1;
  return { data: new Float32Array(count).fill(PROBE_TIMESTEP), dims: shape === 'scalar' ? [] : [count] };
};

/** Numbers of about unit variance that no axis repeats: as noise, but the same everywhere. */
function waves(dims: readonly number[], scale = 1) {
  const data = new Float32Array(sizeOf(dims));
  for (let i = 0; i < data.length; i++) data[i] = scale * Math.SQRT2 * Math.sin(i * i * 0.37 + i * 0.61);
  return { data, dims };
}
