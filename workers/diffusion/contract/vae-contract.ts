import { ContractError, checkInputs, FLOATS, fixed, outputOf, portNamed, type Signature } from './signature';

export interface VaeConfig {
  _class_name?: string;
  scaling_factor?: number;
  shift_factor?: number | null;
  latent_channels?: number;
  block_out_channels?: readonly number[];
  encoder_block_out_channels?: readonly number[];
}

export interface VaeContract {
  output: string;
  input: string;
  batch: number | null;
  /** What the graph is fixed at: latents of a decoder, pixels of an encoder. */
  size: { height: number | null; width: number | null };
}

/** @throws ContractError with what does not fit */
export function checkVaeDecoder(signature: Signature, config: VaeConfig, latentChannels: number): VaeContract {
  const contract = contractOf('VAE decoder', signature, 'latent_sample', 'sample');
  const latents = portNamed(signature.inputs, contract.input);
  const wanted = fixed(latents, 1) ?? config.latent_channels ?? latentChannels;
  if (wanted !== latentChannels) {
    throw new ContractError(`The VAE wants latents of ${wanted} channels, the U-Net makes ${latentChannels}.`);
  }
  const colours = fixed(portNamed(signature.outputs, contract.output), 1);
  if (colours !== null && colours !== 3) {
    throw new ContractError(`The VAE makes pictures of ${colours} channel${colours === 1 ? '' : 's'} instead of 3.`);
  }
  return contract;
}

export interface VaeEncoderContract extends VaeContract {
  /** Mean and logarithm of the variance, or latents. */
  gives: 'distribution' | 'latents';
}

/** @throws ContractError with what does not fit */
export function checkVaeEncoder(signature: Signature, latentChannels: number): VaeEncoderContract {
  const parameters = portNamed(signature.outputs, 'latent_parameters');
  const contract = contractOf('VAE encoder', signature, 'sample', parameters ? 'latent_parameters' : 'latent_sample');
  const channels = fixed(portNamed(signature.outputs, contract.output), 1);
  const doubled = parameters !== undefined || channels === 2 * latentChannels;
  const wanted = doubled ? 2 * latentChannels : latentChannels;
  if (channels !== null && channels !== wanted) {
    throw new ContractError(`The VAE encoder gives ${channels} channels for latents of ${latentChannels}.`);
  }
  return { ...contract, gives: doubled ? 'distribution' : 'latents' };
}

function contractOf(part: string, signature: Signature, input: string, output: string): VaeContract {
  checkInputs(part, signature, { [input]: FLOATS }, [input]);
  const port = portNamed(signature.inputs, input);
  return {
    input,
    output: outputOf(part, signature, output).name,
    batch: fixed(port, 0),
    size: { height: fixed(port, 2), width: fixed(port, 3) },
  };
}
