import type { Device } from '../src/contract/model';

/** What the app is measured against. */
export type Baseline =
  /** The pipeline of bare transformers.js, called with these arguments. `sameAnswer` false: it answers in another shape or order. */
  | { kind: 'pipeline'; args: readonly unknown[]; sameAnswer: boolean }
  /** The U-Net of a diffusion model in a bare ONNX Runtime session, run so many times; compared is the time of a step. */
  | { kind: 'unet'; runs: number }
  /** Another request to the app itself, so many times. */
  | { kind: 'app'; input: Readonly<Record<string, unknown>>; times: number };

/** What is measured: one request to the app beside its baseline. */
export interface BenchCase {
  title: string;
  /** The software adapter of `--webgpu` takes minutes for what WASM does in a blink. */
  devices: readonly Device[];
  task: string;
  model: string;
  /** Inputs and parameters of `loupe.run`. */
  input: Readonly<Record<string, unknown>>;
  baseline: Baseline;
  /** The ratio that it should not exceed. */
  budget: number;
}

const SENTENCES = [
  'A warm, funny and beautifully acted film that stays with you.',
  'The plot makes no sense and the jokes fall flat.',
  'Not bad at all.',
  'The actors are wonderful, but the story drags on for two long hours before anything happens.',
  'I loved every minute.',
  'The battery lasts two days and the screen is bright, even in the sun.',
  'It broke after a week and nobody answered my letters.',
  'Good value for the money.',
];

// The same eight over and over: however a batch is cut, its padding is the same, and so is the work.
const BATCH = [SENTENCES, SENTENCES, SENTENCES, SENTENCES].flat();

const FILM = 'A warm, funny and beautifully acted film that stays with you.';
const OPENING = 'One day, Lily went to the park with her mother.';
const REQUEST = 'How do I change the language of my phone to French before we fly to Paris?';
const LABELS = ['travel', 'kitchen', 'work', 'banking', 'weather', 'music', 'health', 'sport', 'language', 'cars'];
const NEWS = 'Angela Merkel met the president of Siemens in Munich, before she flew to New York.';
const CONTEXT =
  'The lighthouse at Arden Point was built in 1871 by Marta Lind. It is 34 metres tall and stood empty for twenty years, until the town bought it in 1998 and opened a small museum there.';
const ENGLISH = 'I would like a cup of coffee and a piece of cake, please.';
const REPORT =
  'The town council of Arden met on Tuesday evening. It had rained all day and the hall was half empty. Mayor Rosa Lind announced that a new bridge will be built over the river. It will cost two million euros and should be finished in three years. Some people who live near the river said that they fear the noise. The council will vote in May.';

const SCENE = 'a red house on the left in the snow at night, watercolour';
const STEPS = 12;

const WASM = ['wasm'] as const;
const BOTH = ['wasm', 'webgpu'] as const;
const BUDGET = 1.05;

/** The app and the pipeline take the same text and the same options. */
const same = (text: string | string[], options: object) => ({
  input: { text, ...options },
  baseline: { kind: 'pipeline', args: [text, options], sameAnswer: true } as const,
});

export const CASES: readonly BenchCase[] = [
  {
    title: 'one sentence',
    devices: BOTH,
    task: 'text-classification',
    model: 'loupe/sentiment',
    ...same(FILM, { top_k: 1 }),
    budget: BUDGET,
  },
  {
    title: 'batch of 32',
    devices: WASM,
    task: 'text-classification',
    model: 'loupe/sentiment',
    ...same(BATCH, { top_k: 1 }),
    budget: BUDGET,
  },
  {
    title: 'ten labels',
    devices: BOTH,
    task: 'zero-shot-classification',
    model: 'loupe/nli',
    input: { text: REQUEST, candidate_labels: LABELS },
    baseline: { kind: 'pipeline', args: [REQUEST, LABELS, {}], sameAnswer: true },
    budget: 0.9,
  },
  {
    title: 'one mask',
    devices: WASM,
    task: 'fill-mask',
    model: 'loupe/fill-mask',
    ...same('She put the [MASK] on the table and sat down.', { top_k: 5 }),
    budget: BUDGET,
  },
  {
    title: 'one sentence',
    devices: WASM,
    task: 'token-classification',
    model: 'loupe/ner',
    input: { text: NEWS },
    baseline: { kind: 'pipeline', args: [NEWS, {}], sameAnswer: false },
    budget: BUDGET,
  },
  {
    title: 'one paragraph',
    devices: WASM,
    task: 'question-answering',
    model: 'loupe/qa',
    input: { question: 'Who built the lighthouse?', context: CONTEXT },
    baseline: { kind: 'pipeline', args: ['Who built the lighthouse?', CONTEXT, {}], sameAnswer: false },
    budget: BUDGET,
  },
  {
    title: 'one report, greedy',
    devices: WASM,
    task: 'summarization',
    model: 'loupe/summarize',
    ...same(REPORT, { num_beams: 1, max_new_tokens: 40 }),
    budget: BUDGET,
  },
  {
    title: 'one sentence, greedy',
    devices: WASM,
    task: 'translation',
    model: 'loupe/en-fr',
    ...same(ENGLISH, { num_beams: 1, max_new_tokens: 32 }),
    budget: BUDGET,
  },
  {
    title: '4 beams over 4 greedy runs',
    devices: WASM,
    task: 'translation',
    model: 'loupe/en-fr',
    input: { text: ENGLISH, num_beams: 4, max_new_tokens: 32 },
    baseline: { kind: 'app', input: { text: ENGLISH, num_beams: 1, max_new_tokens: 32 }, times: 4 },
    budget: 1,
  },
  {
    title: '64 tokens, greedy',
    devices: WASM,
    task: 'text-generation',
    model: 'loupe/stories',
    ...same(OPENING, { max_new_tokens: 64, do_sample: false }),
    budget: BUDGET,
  },
  {
    title: '4 beams over 4 greedy runs',
    devices: WASM,
    task: 'text-generation',
    model: 'loupe/stories',
    input: { text: OPENING, max_new_tokens: 64, min_new_tokens: 64, num_beams: 4, do_sample: false },
    baseline: {
      kind: 'app',
      input: { text: OPENING, max_new_tokens: 64, min_new_tokens: 64, do_sample: false },
      times: 4,
    },
    budget: 1,
  },
  {
    title: 'a step, without previews',
    devices: BOTH,
    task: 'text-to-image',
    model: 'loupe/scenes',
    input: { prompt: SCENE, num_inference_steps: STEPS, preview: 'none', seed: 1 },
    baseline: { kind: 'unet', runs: STEPS },
    budget: 1.03,
  },
  {
    title: 'a step, with previews',
    devices: BOTH,
    task: 'text-to-image',
    model: 'loupe/scenes',
    input: { prompt: SCENE, num_inference_steps: STEPS, preview: 'latent', seed: 1 },
    baseline: { kind: 'unet', runs: STEPS },
    budget: 1.1,
  },
  {
    title: '8 tokens, greedy',
    devices: ['webgpu'],
    task: 'text-generation',
    model: 'loupe/stories',
    ...same(OPENING, { max_new_tokens: 8, do_sample: false }),
    budget: BUDGET,
  },
];
