import { type IDBPDatabase, openDB } from 'idb';

/** A tokenizer of files that were dropped here. */
export interface StoredTokenizer {
  id: string;
  name: string;
  json: string;
  config: string | null;
}

const PREFIX = 'file:';
const STORE = 'files';

/** Where IndexedDB is forbidden, files last as long as the page. */
const inMemory = new Map<string, StoredTokenizer>();

export const isLocal = (id: string): boolean => id.startsWith(PREFIX);

/** `file:tokenizer.json#1a2b3c4d` → 'tokenizer.json'. */
export const localName = (id: string): string => id.slice(PREFIX.length).replace(/#[0-9a-f]{8}$/, '');

let database: Promise<IDBPDatabase> | null = null;
const open = (): Promise<IDBPDatabase> => {
  database ??= openDB('loupe-tokenizers', 1, {
    upgrade: (created) => void created.createObjectStore(STORE, { keyPath: 'id' }),
  });
  return database;
};

/**
 * Takes a tokenizer.json, with its tokenizer_config.json where that is among the files, and keeps them.
 * @returns its id
 * @throws Error that says what is wrong
 */
export async function keepTokenizer(files: readonly File[]): Promise<string> {
  const config = files.find(({ name }) => name === 'tokenizer_config.json');
  const file = files.find((each) => each !== config && /\.json$/i.test(each.name));
  if (!file) throw new Error('That is no tokenizer.json. Choose the JSON file of that name from a model’s repository.');
  const json = await file.text();
  const beginning = /"model"\s*:/.test(json);
  if (!beginning)
    throw new Error(`${file.name} is no tokenizer: it has no "model". Choose the tokenizer.json of a model.`);
  const stored: StoredTokenizer = {
    id: `${PREFIX}${file.name}#${fingerprint(json)}`,
    name: file.name,
    json,
    config: config ? await config.text() : null,
  };
  inMemory.set(stored.id, stored);
  await open()
    .then((opened) => opened.put(STORE, stored))
    .catch(() => {});
  return stored.id;
}

/** Null where it was never dropped here, or was cleared with the site's data. */
export async function readTokenizer(id: string): Promise<StoredTokenizer | null> {
  const known = inMemory.get(id);
  if (known) return known;
  const stored = await open()
    .then((opened): Promise<StoredTokenizer | undefined> => opened.get(STORE, id))
    .catch(() => undefined);
  if (stored) inMemory.set(id, stored);
  return stored ?? null;
}

/** FNV-1a over the characters: tells files of one name apart. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
