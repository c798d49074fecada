import type { Dtype, ModelEntry, ModelFile, ModelWeights } from '../contract/model';
import starterFiles from './starter-files.json';

const FILES: Readonly<Record<string, readonly ModelFile[]>> = starterFiles;

const isGraph = ({ path }: ModelFile) => /\.onnx(_data)?$/.test(path);
const hasAttentions = ({ path }: ModelFile) => path.includes('_attentions');

/** Path, bytes and SHA-256 of a starter's files that are no graphs, written by `npm run catalog`. */
const filesOf = (id: string): ModelFile[] => (FILES[id] ?? []).filter((file) => !isGraph(file));

/** Its graphs. */
const weightsOf = (id: string, dtype: Dtype): ModelWeights[] => {
  const graphs = (FILES[id] ?? []).filter(isGraph);
  return [{ dtype, files: graphs.filter((file) => !hasAttentions(file)), attentions: graphs.filter(hasAttentions) }];
};

/** The models that come with Loupe: small, offline, trained by `training/`. */
export const STARTERS = [
  {
    id: 'loupe/sentiment',
    tasks: ['text-classification'],
    source: 'starter',
    title: 'Sentiment starter',
    summary: 'Small and offline, for trying things: tells praise from complaint in one or two English sentences.',
    revision: 'main',
    files: filesOf('loupe/sentiment'),
    weights: weightsOf('loupe/sentiment', 'q4'),
    memoryMb: 80,
    licence: 'apache-2.0',
    languages: ['en'],
    verified: true,
  },
  {
    id: 'loupe/nli',
    tasks: ['zero-shot-classification'],
    source: 'starter',
    title: 'Entailment starter',
    summary: 'Small and offline, for trying things: sorts short English texts into labels that you make up.',
    revision: 'main',
    files: filesOf('loupe/nli'),
    weights: weightsOf('loupe/nli', 'q4'),
    memoryMb: 80,
    licence: 'cc-by-sa-4.0',
    languages: ['en'],
    verified: true,
  },
  {
    id: 'loupe/fill-mask',
    tasks: ['fill-mask'],
    source: 'starter',
    title: 'Fill-mask starter',
    summary: 'Small and offline, for trying things: guesses a masked word of an everyday English sentence.',
    revision: 'main',
    files: filesOf('loupe/fill-mask'),
    weights: weightsOf('loupe/fill-mask', 'q4'),
    memoryMb: 80,
    licence: 'cc-by-sa-4.0',
    languages: ['en'],
    verified: true,
  },
  {
    id: 'loupe/ner',
    tasks: ['token-classification'],
    source: 'starter',
    title: 'Names starter',
    summary: 'Small and offline, for trying things: finds people, organisations and places in English sentences.',
    revision: 'main',
    files: filesOf('loupe/ner'),
    weights: weightsOf('loupe/ner', 'q4'),
    memoryMb: 80,
    licence: 'cc-by-sa-4.0',
    languages: ['en'],
    verified: true,
  },
  {
    id: 'loupe/qa',
    tasks: ['question-answering'],
    source: 'starter',
    title: 'Answers starter',
    summary: 'Small and offline, for trying things: points at the answer to an English question in a text.',
    revision: 'main',
    files: filesOf('loupe/qa'),
    weights: weightsOf('loupe/qa', 'q4'),
    memoryMb: 80,
    licence: 'cc-by-sa-4.0',
    languages: ['en'],
    verified: true,
  },
  {
    id: 'loupe/summarize',
    tasks: ['summarization'],
    source: 'starter',
    title: 'Reports starter',
    summary:
      'Small and offline, for trying things: sums up short local reports and diary notes, such as the examples; it mixes up names.',
    revision: 'main',
    files: filesOf('loupe/summarize'),
    weights: weightsOf('loupe/summarize', 'q8'),
    memoryMb: 100,
    licence: 'cc-by-4.0',
    languages: ['en'],
    verified: true,
  },
  {
    id: 'loupe/en-fr',
    tasks: ['translation'],
    source: 'starter',
    title: 'English to French starter',
    summary: 'Small and offline, for trying things: translates short, everyday English sentences into French.',
    standIn: 'Helsinki-NLP/opus-mt-en-fr',
    revision: 'main',
    files: filesOf('loupe/en-fr'),
    weights: weightsOf('loupe/en-fr', 'q4'),
    memoryMb: 100,
    licence: 'cc-by-4.0',
    languages: ['en', 'fr'],
    verified: true,
  },
  {
    id: 'loupe/stories',
    tasks: ['text-generation'],
    source: 'starter',
    title: 'Stories starter',
    summary: 'Small and offline, for trying things: continues short English children’s stories.',
    revision: 'main',
    files: filesOf('loupe/stories'),
    weights: weightsOf('loupe/stories', 'q8'),
    memoryMb: 80,
    licence: 'cc-by-4.0',
    languages: ['en'],
    verified: true,
  },
  {
    id: 'loupe/embed',
    tasks: ['embeddings'],
    source: 'starter',
    title: 'Sentence vectors starter',
    summary:
      'Small and offline, for trying things: English sentences as vectors that point the same way when they mean alike.',
    standIn: 'sentence-transformers/all-MiniLM-L6-v2',
    revision: 'main',
    files: filesOf('loupe/embed'),
    weights: weightsOf('loupe/embed', 'q4'),
    memoryMb: 80,
    licence: 'apache-2.0',
    languages: ['en'],
    verified: true,
  },
  {
    id: 'loupe/scenes',
    tasks: ['text-to-image', 'image-to-image'],
    source: 'starter',
    title: 'Scenes starter',
    summary:
      'Small and offline, for trying things: paints simple scenes of 128x128 pixels, an object, its colour, place, ground, time of day and a style.',
    revision: 'main',
    files: filesOf('loupe/scenes'),
    weights: weightsOf('loupe/scenes', 'q8'),
    memoryMb: 200,
    licence: 'cc-by-4.0',
    languages: ['en'],
    verified: true,
  },
] as const satisfies readonly ModelEntry[];
