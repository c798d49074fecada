import type { Device } from '../src/contract/model';

/** What is measured: one request, put to the app and to the bare pipeline in the same words. */
export interface BenchCase {
  title: string;
  /** The software adapter of `--webgpu` takes minutes for what WASM does in a blink. */
  devices: readonly Device[];
  task: string;
  model: string;
  text: string | string[];
  /** Named as in both: the app and the pipeline take the same keys. */
  options: object;
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

export const CASES = [
  {
    title: 'one sentence',
    devices: ['wasm', 'webgpu'],
    task: 'text-classification',
    model: 'loupe/sentiment',
    text: 'A warm, funny and beautifully acted film that stays with you.',
    options: { top_k: 1 },
  },
  {
    title: 'batch of 32',
    devices: ['wasm'],
    task: 'text-classification',
    model: 'loupe/sentiment',
    // The same eight over and over: however a batch is cut, its padding is the same, and so is the work.
    text: [SENTENCES, SENTENCES, SENTENCES, SENTENCES].flat(),
    options: { top_k: 1 },
  },
  {
    title: '64 tokens, greedy',
    devices: ['wasm'],
    task: 'text-generation',
    model: 'loupe/stories',
    text: 'One day, Lily went to the park with her mother.',
    options: { max_new_tokens: 64, do_sample: false },
  },
  {
    title: '8 tokens, greedy',
    devices: ['webgpu'],
    task: 'text-generation',
    model: 'loupe/stories',
    text: 'One day, Lily went to the park with her mother.',
    options: { max_new_tokens: 8, do_sample: false },
  },
] as const satisfies readonly BenchCase[];
