import { ContractError, checkInputs, FLOATS, fixed, INTEGERS, outputOf, portNamed, type Signature } from './signature';

export interface UnetConfig {
  sample_size?: number | readonly [number, number];
  in_channels?: number;
  cross_attention_dim?: number | readonly number[];
  block_out_channels?: readonly number[];
  down_block_types?: readonly string[];
  time_cond_proj_dim?: number | null;
}

export interface UnetContract {
  output: string;
  /** 4, or 9 for inpainting. */
  channels: number;
  /** Of the latents that come out. */
  latentChannels: number;
  /** Rows that must be given at once; null for any number. */
  batch: number | null;
  /** Latents that the graph is fixed at; null where they are free. */
  size: { height: number | null; width: number | null };
  /** Latents' height and width must be multiples of this: the U-Net halves them so often. */
  multiple: number;
  timestep: { integer: boolean; shape: 'scalar' | 'one' | 'row' };
  /** Tokens that the graph is fixed at. */
  tokens: number | null;
  /** Width of `timestep_cond`, where there is such an input. */
  condition: number | null;
}

const LATENTS = 4;
const INPAINTING = 9;

/**
 * @param width of the word vectors that the text encoder gives; null where it is not known
 * @throws ContractError with what does not fit
 */
export function checkUnet(signature: Signature, config: UnetConfig, width: number | null): UnetContract {
  const timesteps = [...INTEGERS, ...FLOATS];
  checkInputs(
    'U-Net',
    signature,
    { sample: FLOATS, timestep: timesteps, encoder_hidden_states: FLOATS, timestep_cond: FLOATS },
    ['sample', 'timestep', 'encoder_hidden_states'],
  );
  const { inputs } = signature;
  const sample = portNamed(inputs, 'sample');
  const words = portNamed(inputs, 'encoder_hidden_states');
  const condition = portNamed(inputs, 'timestep_cond');
  const channels = fixed(sample, 1) ?? config.in_channels ?? LATENTS;
  if (channels !== LATENTS && channels !== INPAINTING) {
    throw new ContractError(
      `The U-Net wants ${channels} channels; ${LATENTS} can be given, or ${INPAINTING} for inpainting.`,
    );
  }
  const dim = config.cross_attention_dim;
  const wanted = fixed(words, 2) ?? (typeof dim === 'number' ? dim : null);
  if (wanted !== null && width !== null && wanted !== width) {
    throw new ContractError(`The U-Net wants word vectors of ${wanted} numbers, the text encoder gives ${width}.`);
  }
  const output = outputOf('U-Net', signature, 'out_sample');
  const latentChannels = fixed(output, 1) ?? LATENTS;
  if (latentChannels !== LATENTS) {
    throw new ContractError(`The U-Net gives ${latentChannels} channels for latents of ${LATENTS}.`);
  }
  return {
    output: output.name,
    channels,
    latentChannels,
    batch: fixed(sample, 0),
    size: { height: fixed(sample, 2), width: fixed(sample, 3) },
    multiple: 2 ** Math.max(0, (config.down_block_types ?? config.block_out_channels ?? []).length - 1),
    timestep: timestepOf(signature),
    tokens: fixed(words, 1),
    condition: condition ? (fixed(condition, 1) ?? config.time_cond_proj_dim ?? null) : null,
  };
}

/** A scalar, a list of one, or one for each row: the same name or size as the rows of `sample`. */
function timestepOf({ inputs }: Signature): UnetContract['timestep'] {
  const port = portNamed(inputs, 'timestep');
  const rows = portNamed(inputs, 'sample')?.shape[0];
  const [length] = port?.shape ?? [];
  const shape =
    length === undefined ? 'scalar' : length === rows || (typeof length === 'number' && length > 1) ? 'row' : 'one';
  return { integer: INTEGERS.includes(port?.type ?? ''), shape };
}
