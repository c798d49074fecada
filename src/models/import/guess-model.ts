import type { LocalFile } from '../../contract/model-store';
import type { Collected } from './collect-files';

/** What a model's own files say of it; null where they say nothing. */
export interface ModelGuess {
  /** A name for its id, as the Hub would allow it. */
  name: string;
  task: string | null;
  /** Why it can hardly be a model; null where nothing speaks against it. */
  problem: string | null;
}

/** No config.json is so large; a larger one is not read here. */
const LARGEST_CONFIG = 5e6;

/** Endings of the class names in `architectures`, by Hugging Face's task ids. */
const BY_CLASS: readonly [RegExp, string][] = [
  [/ForSequenceClassification$/, 'text-classification'],
  [/For(PreTraining|MaskedLM)$/, 'fill-mask'],
  [/ForTokenClassification$/, 'token-classification'],
  [/ForQuestionAnswering$/, 'question-answering'],
  [/For(CausalLM)$|LMHeadModel$/, 'text-generation'],
  [/^(Marian|M2M100|NLLB)\w*(Model|Generation)$/i, 'translation'],
  [/MTModel$/, 'translation'],
  [/ForConditionalGeneration$/, 'summarization'],
];

type Json = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The task that a configuration was made for; null where it does not say. */
export function guessTask(config: Json): string | null {
  const { architectures, label2id, task_specific_params: specific } = config;
  const [architecture] = Array.isArray(architectures) ? architectures : [];
  const found = typeof architecture === 'string' && BY_CLASS.find(([pattern]) => pattern.test(architecture));
  if (!found) return null;
  const [, task] = found;
  const labels = isRecord(label2id) ? Object.keys(label2id).map((label) => label.toLowerCase()) : [];
  if (task === 'text-classification' && labels.some((label) => label.startsWith('entail'))) {
    return 'zero-shot-classification';
  }
  const names = isRecord(specific) ? Object.keys(specific) : [];
  const translates = names.some((name) => name.startsWith('translation')) && !names.includes('summarization');
  return task === 'summarization' && translates ? 'translation' : task;
}

/** Looks at the names of the files and at the configuration. Of a zip only its name is known here. */
export async function guessModel({ name, files, zip }: Collected): Promise<ModelGuess> {
  if (zip) return { name: hubName(name), task: null, problem: null };
  if (files.length === 0) return { name: '', task: null, problem: 'There is no file in it.' };
  const problem = files.some(({ path }) => /\.onnx$/i.test(path))
    ? null
    : 'There is no ONNX graph (a file ending in .onnx) in it. Models of PyTorch have to be converted first.';
  if (files.some(({ path }) => path === 'model_index.json')) {
    return { name: hubName(name), task: 'text-to-image', problem };
  }
  const config = await readConfig(files);
  const path = config?._name_or_path;
  return {
    name: hubName(name || (typeof path === 'string' ? (path.split('/').at(-1) ?? '') : '')),
    task: config && guessTask(config),
    problem: problem ?? (config ? null : 'There is no config.json in it that can be read.'),
  };
}

async function readConfig(files: readonly LocalFile[]): Promise<Json | null> {
  const file = files.find(({ path }) => path === 'config.json');
  if (!file || file.blob.size > LARGEST_CONFIG) return null;
  try {
    const config: unknown = JSON.parse(await file.blob.text());
    return isRecord(config) ? config : null;
  } catch {
    return null;
  }
}

/** What the Hub would take as a name: letters, digits, `-`, `_` and `.`. */
export const hubName = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^\w.-]+/g, '-')
    .replace(/\.{2,}/g, '.')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 96);
