import type { ModelEntry, ModelFile } from '../contract/model';
import starterFiles from './starter-files.json';

/** Path, bytes and SHA-256 of each starter file, written by `npm run catalog`. */
const filesOf = (id: keyof typeof starterFiles, weights: boolean): ModelFile[] =>
  starterFiles[id].filter((file) => file.path.startsWith('onnx/') === weights);

/** Every model that Loupe knows by itself. */
export const MODELS = [
  {
    id: 'loupe/sentiment',
    tasks: ['text-classification'],
    source: 'starter',
    title: 'Sentiment starter',
    summary: 'Small and offline, for trying things: tells praise from complaint in one or two English sentences.',
    revision: 'main',
    files: filesOf('loupe/sentiment', false),
    weights: [{ dtype: 'q4', files: filesOf('loupe/sentiment', true) }],
    memoryMb: 80,
    licence: 'apache-2.0',
    languages: ['en'],
    verified: true,
  },
  {
    id: 'loupe/stories',
    tasks: ['text-generation'],
    source: 'starter',
    title: 'Stories starter',
    summary: 'Small and offline, for trying things: continues short English children’s stories.',
    revision: 'main',
    files: filesOf('loupe/stories', false),
    weights: [{ dtype: 'q8', files: filesOf('loupe/stories', true) }],
    memoryMb: 80,
    licence: 'cc-by-4.0',
    languages: ['en'],
    verified: true,
  },
] as const satisfies readonly ModelEntry[];
