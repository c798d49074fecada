/** A scheduler_config.json of diffusers. Keys that a class does not have are passed over, as in diffusers. */
export type SchedulerConfig = Readonly<Record<string, unknown>>;

/** Where noise comes from: `length` float32 numbers of mean 0 and variance 1, new ones with every call. */
export interface NoiseSource {
  normal(length: number): Float32Array;
}

/** Options of `setTimesteps`, named as in diffusers. Which of them a class has is in {@link Scheduler.optionNames}. */
export interface SetTimestepsOptions {
  /** The timesteps themselves, falling, instead of a number of steps. */
  timesteps?: readonly number[] | null;
  /** The noise levels themselves, falling, instead of a number of steps. Euler wants the last one, 0, too. */
  sigmas?: readonly number[] | null;
  /** How far flow matching is shifted towards noise, where the config says `use_dynamic_shifting`. */
  mu?: number | null;
  /** LCM and TCD: how many steps the model was distilled with. */
  original_inference_steps?: number | null;
  /** LCM and TCD: the share of the schedule to use, above 0 and up to 1. */
  strength?: number | null;
  /** How many images a sample holds, one after the other; 1 by default. Needed where images are looked at singly. */
  batch_size?: number | null;
}

/** Options of `step`, named as in diffusers. */
export interface StepOptions {
  /** DDIM: 0 (default) is deterministic, 1 as noisy as DDPM. TCD: gamma of the paper, 0.3 by default. */
  eta?: number;
  /** DDIM: derive the noise anew from the clipped picture. */
  use_clipped_model_output?: boolean;
  /** DDIM, DPM-Solver: this noise instead of random numbers. */
  variance_noise?: Float32Array | null;
  /** Euler: noise that is added back before the step, for noise levels from s_tmin to s_tmax, times s_noise. */
  s_churn?: number;
  s_tmin?: number;
  s_tmax?: number;
  s_noise?: number;
  /** LMS: how many model outputs are used at most; 4 by default. */
  order?: number;
  /** As in {@link SetTimestepsOptions}. */
  batch_size?: number | null;
}

export interface StepResult {
  /** The sample at the next, less noisy timestep; as long as the one that was given. */
  prevSample: Float32Array;
  /** What the model takes the finished sample to be, as far as this step tells. */
  predOriginalSample: Float32Array;
}

/** How a sample is made up: `signal * picture + noise * random`. */
export interface NoiseLevel {
  signal: number;
  noise: number;
}

/**
 * One way from noise to picture. Samples are float32, batch first; they are never changed in place, and `step` keeps none
 * of those that it is given. The verbs are those of diffusers: `setTimesteps`, then for each of `timesteps` in turn
 * `scaleModelInput`, the model, and `step`. A run has a state: where it is, and for multistep methods what the model said
 * before. `setTimesteps` begins anew.
 */
export interface Scheduler {
  /** The class in diffusers. */
  readonly className: string;
  /** How often the model runs for a step: 2 for Heun, whose schedule has most timesteps twice; otherwise 1. */
  readonly order: number;
  /** Falling; the ones at which the model is to be run, in this order. */
  readonly timesteps: readonly number[];
  /** The noise level at each timestep and the one at the end, float32, or null for classes that go by timestep alone. */
  readonly sigmas: Float32Array | null;
  /** What the first noise (mean 0, variance 1) is to be multiplied by. */
  readonly initNoiseSigma: number;
  /** The options that this class takes. */
  readonly optionNames: { readonly setTimesteps: readonly string[]; readonly step: readonly string[] };
  /** @param numInferenceSteps from 1 to num_train_timesteps, or null where the options have timesteps or sigmas */
  setTimesteps(numInferenceSteps: number | null, options?: SetTimestepsOptions): void;
  /** Says that a run begins at `timesteps[index]`, for schedules where a timestep comes twice. */
  setBeginIndex(index: number): void;
  /** What the model is to see of a sample. May be the sample itself. */
  scaleModelInput(sample: Float32Array, timestep: number): Float32Array;
  /** @param random needed by methods that add noise, and by no others */
  step(
    modelOutput: Float32Array,
    timestep: number,
    sample: Float32Array,
    random?: NoiseSource | null,
    options?: StepOptions,
  ): StepResult;
  /** A picture with as much noise as there is at a timestep: one for all images, or one each. */
  addNoise(original: Float32Array, noise: Float32Array, timesteps: number | ArrayLike<number>): Float32Array;
  /** What a sample is made up of at `timesteps[index]`. */
  noiseLevel(index: number): NoiseLevel;
}
