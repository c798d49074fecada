import { ConfigReader } from './config-reader.ts';
import type {
  NoiseLevel,
  NoiseSource,
  Scheduler,
  SchedulerConfig,
  SetTimestepsOptions,
  StepOptions,
  StepResult,
} from './scheduler.ts';
import { SchedulerError, type SchedulerErrorCode } from './scheduler-error.ts';
import { StepCursor } from './step-cursor.ts';
import { assertLength, weightedSum } from './vector.ts';

export interface Schedule {
  timesteps: readonly number[];
  sigmas?: Float32Array;
}

/** One call of `step`, checked. */
export interface StepContext {
  output: Float32Array;
  timestep: number;
  sample: Float32Array;
  /** The place in the schedule. */
  index: number;
  batchSize: number;
  options: StepOptions;
  /** Noise as long as the sample: `variance_noise` where it was given, else new random numbers. */
  drawNoise(): Float32Array;
}

/** What all schedulers do alike: checks of options and calls, the place in the schedule, and adding noise. */
export abstract class BaseScheduler implements Scheduler {
  readonly className: string;
  readonly order: number = 1;
  timesteps: readonly number[] = [];
  sigmas: Float32Array | null = null;
  protected readonly reader: ConfigReader;
  protected cursor: StepCursor;
  /** 0 before setTimesteps. */
  protected numInferenceSteps = 0;
  private batchSize = 1;

  constructor(config: SchedulerConfig, className: string) {
    this.className = className;
    this.reader = new ConfigReader(config, className);
    this.cursor = new StepCursor([], className);
  }

  /** The scheduler of a scheduler_config.json, whatever its `_class_name`. */
  static fromConfig<Self>(this: new (config: SchedulerConfig) => Self, config: SchedulerConfig): Self {
    return new this(config);
  }

  abstract readonly optionNames: Scheduler['optionNames'];
  abstract noiseLevel(index: number): NoiseLevel;
  protected abstract readonly trainSteps: number;
  protected abstract makeSchedule(count: number, options: SetTimestepsOptions): Schedule;
  protected abstract makeStep(context: StepContext): StepResult;
  protected abstract levelForNoise(timestep: number): NoiseLevel;

  get initNoiseSigma(): number {
    return 1;
  }

  setTimesteps(numInferenceSteps: number | null, options: SetTimestepsOptions = {}): void {
    this.checkOptions('setTimesteps', options);
    const count = this.countSteps(numInferenceSteps, options);
    this.batchSize = options.batch_size ?? 1;
    this.numInferenceSteps = count;
    this.use(this.makeSchedule(count, options));
    this.reset();
  }

  setBeginIndex(index: number): void {
    if (!Number.isInteger(index) || index < 0 || index >= this.timesteps.length) {
      throw this.error(
        'invalid_value',
        `the index to begin at is ${index}, but there are ${this.timesteps.length} timesteps`,
      );
    }
    this.cursor.begin = index;
  }

  scaleModelInput(sample: Float32Array, _timestep: number): Float32Array {
    return sample;
  }

  step(
    givenOutput: Float32Array,
    timestep: number,
    givenSample: Float32Array,
    random: NoiseSource | null = null,
    options: StepOptions = {},
  ): StepResult {
    this.checkOptions('step', options);
    if (this.numInferenceSteps === 0) throw this.error('not_ready', 'call setTimesteps before step');
    // Multistep methods remember what they saw, and callers may use their buffers again.
    const [output, sample] = [givenOutput.slice(), givenSample.slice()];
    const batchSize = options.batch_size ?? this.batchSize;
    if (!Number.isInteger(sample.length / batchSize)) {
      throw this.error('invalid_value', `a sample of ${sample.length} numbers cannot hold ${batchSize} images`);
    }
    this.checkOutput(output, sample);
    const index = this.keepsPlace ? this.cursor.current(timestep) : this.cursor.locate(timestep);
    const drawNoise = () => {
      if (options.variance_noise) return options.variance_noise;
      if (random) return random.normal(sample.length);
      throw this.error('not_ready', 'this step adds noise and needs a source of random numbers');
    };
    const { prevSample, predOriginalSample } = this.makeStep({
      output,
      timestep,
      sample,
      index,
      batchSize,
      options,
      drawNoise,
    });
    this.cursor.advance();
    return { prevSample, predOriginalSample: predOriginalSample.slice() };
  }

  addNoise(original: Float32Array, noise: Float32Array, timesteps: number | ArrayLike<number>): Float32Array {
    assertLength(noise, original.length);
    const list = typeof timesteps === 'number' ? [timesteps] : Array.from(timesteps);
    const length = original.length / list.length;
    if (!Number.isInteger(length)) {
      throw this.error('invalid_value', `${list.length} timesteps do not fit a sample of ${original.length} numbers`);
    }
    const noisy = new Float32Array(original.length);
    for (const [image, timestep] of list.entries()) {
      const level = this.levelForNoise(timestep);
      const part = (vector: Float32Array) => vector.subarray(image * length, (image + 1) * length);
      noisy.set(weightedSum([level.signal, part(original)], [level.noise, part(noise)]), image * length);
    }
    return noisy;
  }

  /** Whether steps are counted; otherwise each is found from its timestep alone, and may be repeated. */
  protected get keepsPlace(): boolean {
    return true;
  }

  /** Takes back what a multistep method remembers. */
  protected reset(): void {}

  protected use({ timesteps, sigmas }: Schedule): void {
    this.timesteps = timesteps;
    this.sigmas = sigmas ?? null;
    this.cursor = new StepCursor(timesteps, this.className);
  }

  /** Whether `num_inference_steps` may be given together with a list that is as long. */
  protected get takesBoth(): boolean {
    return false;
  }

  protected checkOutput(output: Float32Array, sample: Float32Array): void {
    assertLength(output, sample.length);
  }

  protected error(code: SchedulerErrorCode, message: string): SchedulerError {
    return new SchedulerError(code, `${this.className}: ${message}.`);
  }

  private countSteps(numInferenceSteps: number | null, { timesteps, sigmas }: SetTimestepsOptions): number {
    if (numInferenceSteps !== null) this.checkCount(numInferenceSteps);
    const lists = [timesteps ?? [], sigmas ?? []].filter((list) => list.length > 0);
    const list = lists[0];
    if (!list) {
      if (numInferenceSteps !== null) return numInferenceSteps;
      throw this.error('invalid_value', 'give a number of steps, or a list of timesteps');
    }
    if (!this.takesBoth && (numInferenceSteps !== null || lists.length > 1)) {
      throw this.error('invalid_value', 'give either a number of steps or one list of timesteps or sigmas');
    }
    if (lists.some((other) => other.length !== (numInferenceSteps ?? list.length))) {
      throw this.error('invalid_value', 'timesteps, sigmas and the number of steps must agree');
    }
    return list.length;
  }

  private checkCount(count: number): void {
    if (Number.isInteger(count) && count >= 1 && count <= this.trainSteps) return;
    throw this.error(
      'invalid_value',
      `num_inference_steps is ${count}, but must be a whole number from 1 to ${this.trainSteps}, the steps of the training`,
    );
  }

  private checkOptions(verb: 'setTimesteps' | 'step', options: SetTimestepsOptions | StepOptions): void {
    const allowed = this.optionNames[verb];
    for (const [name, value] of Object.entries(options)) {
      if (value === undefined || value === null || name === 'batch_size' || allowed.includes(name)) continue;
      const others = ['batch_size', ...allowed].join(', ');
      throw this.error('unsupported_option', `${verb} has no option ${name}; it has ${others}`);
    }
    const { batch_size = null } = options;
    if (batch_size !== null && (!Number.isInteger(batch_size) || batch_size < 1)) {
      throw this.error('invalid_value', `batch_size is ${batch_size}, but must be a whole number of at least 1`);
    }
  }
}
