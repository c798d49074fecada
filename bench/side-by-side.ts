import type { Engine } from '../src/contract/engine';
import type { Device } from '../src/contract/model';
import { runBare } from './bare';
import { type BenchCase, CASES } from './cases';
import { sameWithin } from './same-within';
import { stepClock } from './step-clock';
import { vaeMemory } from './vae-memory';

declare const loupe: Pick<Engine, 'run' | 'capabilities'>;

export interface Samples {
  title: string;
  task: string;
  model: string;
  device: Device;
  /** The weights that the app chose; the bare pipeline is given the same. */
  dtype: string;
  budget: number;
  /** Milliseconds of each run; the two lists are paired. */
  app: number[];
  bare: number[];
}

/** Long enough for the other worker's threads to fall asleep: they spin a while after a run. */
const REST_MS = 30;

/** Enough for any median. */
const PAIRS_AT_MOST = 150;

/** Scores may differ in rounding, where a batch was cut differently. */
const TOLERANCE = 1e-3;

/**
 * Runs one case by turns in the app and in the bare worker, both from this page: they share its main thread, process
 * and moment. Each pair begins with the other side.
 * @param pairs at least so many
 * @param leastMs short runs are repeated until they fill this time: a median of fifteen of them says little
 * @throws Error when a side fails, or when the two do not give the same answer
 */
async function compare(
  index: number,
  device: Device,
  pairs: number,
  leastMs: number,
  warmUps: number,
): Promise<Samples> {
  const benchCase: BenchCase | undefined = CASES[index];
  if (!benchCase) throw new Error(`there is no case ${index}`);
  const { title, task, model, baseline, budget } = benchCase;
  const { dtype } = await runApp(benchCase, benchCase.input, device);
  const samples: Samples = { title, task, model, device, dtype, budget, app: [], bare: [] };
  const sides = [
    { name: 'app', run: () => runApp(benchCase, benchCase.input, device) },
    { name: 'bare', run: () => runBaseline(benchCase, device, dtype) },
  ] as const;
  let start = performance.now();
  const enough = (pair: number) => pair >= PAIRS_AT_MOST || (pair >= pairs && performance.now() - start > leastMs);
  for (let pair = -warmUps; !enough(pair); pair++) {
    if (pair === 0) start = performance.now();
    const answers = { app: null as unknown, bare: null as unknown };
    for (const side of pair % 2 === 0 ? sides : sides.toReversed()) {
      await rest();
      const asked = performance.now();
      const { value, perStep = null } = await side.run();
      const elapsed = performance.now() - asked;
      answers[side.name] = value;
      if (pair >= 0) samples[side.name].push(baseline.kind === 'unet' && perStep !== null ? perStep : elapsed);
    }
    const comparable = baseline.kind === 'pipeline' && baseline.sameAnswer;
    if (comparable && !sameWithin(answers.app, answers.bare, TOLERANCE)) {
      throw new Error(`${task}, ${title}: not the same answer: ${JSON.stringify(answers).slice(0, 600)}`);
    }
  }
  return samples;
}

interface Answer {
  value: unknown;
  /** Milliseconds from step to step, the first left out; null where there were none. */
  perStep?: number | null;
}

async function runBaseline(benchCase: BenchCase, device: Device, dtype: string): Promise<Answer> {
  const { baseline, task, model } = benchCase;
  switch (baseline.kind) {
    case 'pipeline':
      return { value: await runBare({ kind: 'pipeline', task, model, device, dtype, args: baseline.args }) };
    case 'unet': {
      const perStep = Number(await runBare({ kind: 'unet', model, device, runs: baseline.runs }));
      return { value: null, perStep };
    }
    case 'app':
      for (let time = 0; time < baseline.times; time++) await runApp(benchCase, baseline.input, device);
      return { value: null };
    default:
      return baseline satisfies never;
  }
}

async function runApp({ task, model }: BenchCase, input: BenchCase['input'], device: Device) {
  const clock = stepClock();
  const result = await loupe.run(task, input, { model, device, onEvent: clock.onEvent });
  if (!result.ok) {
    const { code, message, detail = '' } = result.failure;
    throw new Error(`the app: ${code}: ${message} ${detail}`);
  }
  const { dtype } = result.run;
  if (!dtype) throw new Error('the run record names no dtype');
  return { value: result.value, dtype, perStep: clock.perStep() };
}

const rest = () => new Promise((resolve) => setTimeout(resolve, REST_MS));

/** What bench/time.mjs calls in the page. */
export const bench = { cases: CASES, compare, vaeMemory, capabilities: () => loupe.capabilities() };

Object.assign(globalThis, { bench });
