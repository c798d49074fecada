import { chatTemplateProblem } from './json/chat-template';
import { isObject } from './json/checks';
import { configProblem, generationProblem, modelIndexProblem, schedulerProblem } from './json/config-fields';
import { structureProblem } from './json/scan';
import { tokenizerConfigProblem, tokenizerProblem, vocabularyProblem } from './json/tokenizer-fields';

/** What is asked of a kind of file. */
interface Kind {
  maxBytes: number;
  /** See ScanRules. */
  vocabulary?: string;
  /** Of what JSON.parse made of it. */
  problem?(value: unknown): string | null;
}

const MIB = 2 ** 20;
const MAX_DEPTH = 32;

/** By the file's name; folders do not matter. */
const KINDS: Readonly<Record<string, Kind>> = {
  // ImageNet-22k's labels alone make 2 MB.
  'config.json': { maxBytes: 4 * MIB, problem: (value) => configProblem(value) },
  'generation_config.json': { maxBytes: MIB, problem: generationProblem },
  'model_index.json': { maxBytes: MIB, problem: modelIndexProblem },
  'scheduler_config.json': { maxBytes: 4 * MIB, problem: schedulerProblem },
  // Gemma 3 has 33 MB.
  'tokenizer.json': { maxBytes: 40 * MIB, vocabulary: 'model.vocab', problem: tokenizerProblem },
  'tokenizer_config.json': { maxBytes: 8 * MIB, problem: tokenizerConfigProblem },
  'special_tokens_map.json': { maxBytes: MIB, problem: tokenizerConfigProblem },
  'vocab.json': { maxBytes: 40 * MIB, vocabulary: '', problem: prefixed(vocabularyProblem) },
  'added_tokens.json': { maxBytes: 8 * MIB, vocabulary: '', problem: prefixed(vocabularyProblem) },
};

const OTHER: Kind = { maxBytes: 8 * MIB };

function prefixed(check: (value: unknown) => string | null): (value: unknown) => string | null {
  return (value) => {
    const problem = check(value);
    return problem ? `it ${problem}` : null;
  };
}

/**
 * Whether a JSON file of a stranger's model may be kept and read: its size, its structure, the types and ranges of the
 * fields that the runtime reads, and the regular expressions that it would run. Jinja templates (`.jinja`) are taken too.
 * @param path inside the model's folder; its last part says what kind of file it is
 * @returns null where it is fine, else what is wrong with it, in words that follow on its path and a colon
 */
export async function checkModelJson(path: string, blob: Blob): Promise<string | null> {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const kind = (Object.hasOwn(KINDS, name) ? KINDS[name] : undefined) ?? OTHER;
  if (blob.size === 0) return 'it is empty';
  if (blob.size > kind.maxBytes) return `it has ${blob.size} bytes; at most ${kind.maxBytes} are allowed`;
  const text = await readText(blob);
  if (text === null) return 'it is no UTF-8 text';
  const imposter = name.endsWith('.jinja') ? null : imposterOf(text);
  if (imposter) return `it is ${imposter} instead of JSON`;
  if (name.endsWith('.jinja')) {
    const problem = chatTemplateProblem(text);
    return problem ? `it ${problem}` : null;
  }
  const structure = structureProblem(text, { maxDepth: MAX_DEPTH, ...kind });
  return structure ? `it ${structure}` : valueProblem(text, kind);
}

function valueProblem(text: string, { problem, vocabulary }: Kind): string | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (/[:[,]\s*-?(?:NaN|Infinity)\b/.test(text)) return 'it has NaN or Infinity, which are no JSON';
    return `it is no valid JSON (${error instanceof Error ? error.message : String(error)})`;
  }
  return (
    problem?.(value) ??
    (vocabulary === undefined && hasEndlessNumber(value) ? 'it has a number that is too large' : null)
  );
}

async function readText(blob: Blob): Promise<string | null> {
  const bytes = await blob.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** What servers answer with when they do not have the file. */
function imposterOf(text: string): string | null {
  const start = text.slice(0, 200).trimStart().toLowerCase();
  if (/^<(?:!doctype|html|head|body|!--)/.test(start)) return 'a web page';
  if (start.startsWith('<')) return 'markup';
  return start.startsWith('version https://git-lfs') ? 'a pointer to a file in Git LFS' : null;
}

/** JSON.parse makes Infinity of 1e999. Depth is bounded by then. */
function hasEndlessNumber(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value);
  if (Array.isArray(value)) return value.some(hasEndlessNumber);
  return isObject(value) && Object.values(value).some(hasEndlessNumber);
}
