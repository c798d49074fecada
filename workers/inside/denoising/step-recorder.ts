import type { DenoisingStep, StepMap, StepPixels } from '../../../src/contract/denoising-steps';
import type { StartReport, StepReport } from '../../diffusion/pipeline/generate';
import type { DiffusionNetworks } from '../../diffusion/pipeline/networks';
import type { ColourProjection } from '../../diffusion/preview/latent-colours';
import { coloursOf, decodedPreview, latentPreview } from '../../diffusion/preview/previews';
import type { StepObserver } from '../../diffusion/runner/paint';
import { type FloatTensor, rowsOf } from '../../diffusion/tensor';
import { attentionMaps } from './attention-maps';
import { cleanPrediction, differenceMap, predictionType } from './clean-prediction';

export interface RecorderOptions {
  /** Whether what a step foresees is decoded, or shown as colours. */
  decoded: boolean;
  checkpoint(): Promise<void>;
  /** Is given each step as soon as it is over. */
  onStep(step: DenoisingStep): void;
}

/** Keeps what there is to see of each step of a run of one picture. */
export class StepRecorder implements StepObserver {
  readonly steps: DenoisingStep[] = [];
  /** Ids of the prompt as the U-Net hears them, begin, end and padding included. */
  ids: number[] = [];
  private networks: DiffusionNetworks | null = null;
  private colours: ColourProjection = [];
  private layers: { tensors: readonly FloatTensor[]; rows: number } | null = null;

  constructor(private readonly options: RecorderOptions) {}

  onStart = async ({ ids }: StartReport, networks: DiffusionNetworks): Promise<void> => {
    this.networks = networks;
    this.ids = ids.prompt.flat();
    this.colours = await coloursOf(networks, this.options.checkpoint);
  };

  onAttentions = (tensors: readonly FloatTensor[], rows: number): void => {
    this.layers = { tensors, rows };
  };

  onStep = async (report: StepReport): Promise<void> => {
    const { networks } = this;
    if (!networks) throw new Error('a step came before the start');
    const { step, timestep, level, before, guided, predicted } = report;
    const { signal, noise } = level;
    const [, channels = 0, height = 0, width = 0] = before.dims;
    const size = height * width;
    const output = (row: number) => rowsOf(report.output, row, row + 1).data;
    const type = predictionType(networks.facts.scheduler);
    const alone = async (row: number): Promise<StepPixels | null> =>
      guided
        ? this.picture(networks, { data: cleanPrediction(before.data, output(row), level, type), dims: before.dims })
        : null;
    const recorded: DenoisingStep = {
      step,
      timestep,
      sigma: noise / signal,
      alpha: signal ** 2 / (signal ** 2 + noise ** 2),
      latents: { width, height: height * channels, data: before.data.slice() },
      noisy: latentPreview(before, 0, this.colours),
      predicted: await this.picture(networks, predicted),
      conditional: await alone(1),
      unconditional: await alone(0),
      difference: guided ? { width, height, data: differenceMap(output(0), output(1), size) } : null,
      attention: this.attention([height, width], guided),
    };
    this.steps.push(recorded);
    this.options.onStep(recorded);
  };

  private async picture(networks: DiffusionNetworks, latents: FloatTensor): Promise<StepPixels> {
    if (!this.options.decoded) return latentPreview(latents, 0, this.colours);
    return decodedPreview(networks, latents, 0, this.options.checkpoint);
  }

  private attention(latents: readonly [number, number], guided: boolean): StepMap | null {
    if (!this.layers) return null;
    const { tensors, rows } = this.layers;
    return attentionMaps(tensors, { row: guided ? 1 : 0, rows, latents, tokens: this.ids.length });
  }
}
