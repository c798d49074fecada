import type { ModelFile, ModelRef } from '../../../src/contract/model';
import { type BareTokenizer, createBareTokenizer } from '../../runtime/bare-tokenizer';
import type { ModelFiles } from '../../runtime/model-files';

/** Tokenizers kept in memory: vocabularies are large, and each word that was seen is remembered. */
const KEPT = 8;

const open = new Map<string, BareTokenizer>();

function keep(key: string, tokenizer: BareTokenizer): BareTokenizer {
  open.delete(key);
  open.set(key, tokenizer);
  for (const oldest of open.keys()) {
    if (open.size <= KEPT) break;
    open.delete(oldest);
  }
  return tokenizer;
}

const NEEDED = 'tokenizer.json';
const OPTIONAL = ['tokenizer_config.json', 'chat_template.jinja'];

/** The files of a model that a tokenizer is made from; a few hundred kilobytes, mostly. */
export function tokenizerFiles(model: ModelRef): ModelFile[] {
  const known = (path: string) => model.files.find((file) => file.path === path);
  const optional = OPTIONAL.map((path) => known(path) ?? { path }).filter(
    ({ path }) => model.source === 'hub' || known(path),
  );
  return [known(NEEDED) ?? { path: NEEDED }, ...optional.map((file) => ({ ...file, optional: true }))];
}

/** @throws FailureError where the files are no tokenizer */
export async function openTokenizer(model: ModelRef, files: ModelFiles): Promise<BareTokenizer> {
  const key = `${model.baseUrl} ${model.revision}`;
  const known = open.get(key);
  if (known) return keep(key, known);
  const textOf = async (path: string) => (await (await files.read(path))?.text()) ?? null;
  const [json, config, template] = await Promise.all([NEEDED, ...OPTIONAL].map(textOf));
  return keep(
    key,
    createBareTokenizer(model.id, { json: json ?? '', config: config ?? null, template: template ?? null }),
  );
}

/** A tokenizer of files on this machine. */
export interface LocalTokenizer {
  /** Names its content: another file has another key. */
  key: string;
  /** What it is called in failures. */
  name: string;
  /** Its files; left out where they were given before. */
  json?: string;
  config?: string | null;
}

/** Null where the tokenizer is not in memory and its files were not given. @throws FailureError as {@link openTokenizer} */
export function openLocal({ key, name, json, config }: LocalTokenizer): BareTokenizer | null {
  const known = open.get(key);
  if (known) return keep(key, known);
  return json === undefined
    ? null
    : keep(key, createBareTokenizer(name, { json, config: config ?? null, template: null }));
}
