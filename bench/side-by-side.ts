import type { Engine } from '../src/contract/engine';
import type { Device } from '../src/contract/model';
import { runBare } from './bare';
import { type BenchCase, CASES } from './cases';
import { sameWithin } from './same-within';

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

/** Scores may differ in rounding, where a batch was cut differently. */
const TOLERANCE = 1e-3;

/**
 * Runs one case by turns in the app and in the bare worker, both from this page: they share its main thread, process
 * and moment. Each pair begins with the other side.
 * @throws Error when a side fails, or when the two do not give the same answer
 */
async function compare(index: number, device: Device, pairs: number, warmUps: number): Promise<Samples> {
  const benchCase: BenchCase | undefined = CASES[index];
  if (!benchCase) throw new Error(`there is no case ${index}`);
  const { title, task, model, baseline, budget } = benchCase;
  const { dtype } = await runApp(benchCase, benchCase.input, device);
  const samples: Samples = { title, task, model, device, dtype, budget, app: [], bare: [] };
  const sides = [
    { name: 'app', run: async () => (await runApp(benchCase, benchCase.input, device)).value },
    { name: 'bare', run: () => runBaseline(benchCase, device, dtype) },
  ] as const;
  for (let pair = -warmUps; pair < pairs; pair++) {
    const answers = { app: null as unknown, bare: null as unknown };
    for (const side of pair % 2 === 0 ? sides : sides.toReversed()) {
      await rest();
      const start = performance.now();
      answers[side.name] = await side.run();
      const elapsed = performance.now() - start;
      if (pair >= 0) samples[side.name].push(elapsed);
    }
    const comparable = baseline.kind === 'pipeline' && baseline.sameAnswer;
    if (comparable && !sameWithin(answers.app, answers.bare, TOLERANCE)) {
      throw new Error(`${task}, ${title}: not the same answer: ${JSON.stringify(answers).slice(0, 600)}`);
    }
  }
  return samples;
}

async function runBaseline(benchCase: BenchCase, device: Device, dtype: string): Promise<unknown> {
  const { baseline, task, model } = benchCase;
  if (baseline.kind === 'pipeline') return runBare({ task, model, device, dtype, args: baseline.args });
  for (let time = 0; time < baseline.times; time++) await runApp(benchCase, baseline.input, device);
  return null;
}

async function runApp({ task, model }: BenchCase, input: BenchCase['input'], device: Device) {
  const result = await loupe.run(task, input, { model, device });
  if (!result.ok) {
    const { code, message, detail = '' } = result.failure;
    throw new Error(`the app: ${code}: ${message} ${detail}`);
  }
  const { dtype } = result.run;
  if (!dtype) throw new Error('the run record names no dtype');
  return { value: result.value, dtype };
}

const rest = () => new Promise((resolve) => setTimeout(resolve, REST_MS));

/** What bench/time.mjs calls in the page. */
export const bench = { cases: CASES, compare, capabilities: () => loupe.capabilities() };

Object.assign(globalThis, { bench });
