import { FailureError } from '../../src/contract/failure';
import type { ModelRef } from '../../src/contract/model';
import type { ImportOptions, LocalFile, StoredModel } from '../../src/contract/model-store';
import { failed, type Outcome, success } from '../../src/contract/outcome';
import { checkContent } from './check-file';
import { architectureIn } from './describe';
import { newFileName } from './disk';
import { corrupt, importRefused, storageFull } from './failures';
import { guessTasks } from './guess-tasks';
import { hashGrowingFile } from './hash-file';
import { temporaryName } from './heal';
import type { ImportSource } from './import-source';
import { type FileRow, fileKey, type ModelRow } from './index-rows';
import { placeFiles } from './local-layout';
import { longestUnused, storedModel } from './model-list';
import { dtypeOfPath } from './real-files';
import { safePath } from './safe-path';
import { newModelRow, type StoreSetup } from './store-setup';
import { drop } from './stored-files';

const OWNER = 'local/';
const ID = /^[\w.-]{1,96}\/[\w.-]{1,96}$/;

/** Takes files or a folder as a model; what another import with the same id left is replaced once all of it is here. */
export async function importModelFiles(
  setup: StoreSetup,
  files: readonly LocalFile[],
  options: ImportOptions,
): Promise<Outcome<StoredModel>> {
  const sources: ImportSource[] = [];
  for (const { path, blob } of files) {
    const safe = safePath(path);
    if (safe === null) return failed(badName(path));
    sources.push({ path: safe, bytes: blob.size, open: () => blob.stream() });
  }
  return importSources(setup, sources, options);
}

export async function importModelZip(
  setup: StoreSetup,
  zip: Blob,
  options: ImportOptions,
): Promise<Outcome<StoredModel>> {
  // Only who imports a zip needs the code for it.
  const { readZip } = await import('./read-zip');
  return importSources(setup, await readZip(zip), options);
}

async function importSources(
  setup: StoreSetup,
  sources: readonly ImportSource[],
  options: ImportOptions,
): Promise<Outcome<StoredModel>> {
  const id = options.id.includes('/') ? options.id : OWNER + options.id;
  if (!ID.test(id) || id.includes('..') || id.startsWith('loupe/')) return failed(badId(options.id));
  const placed = placeFiles(sources.map(({ path }) => path));
  if (!placed.ok) return placed;
  const wanted = sources.filter(({ path }) => placed.value.has(path));
  const model = refOf(id);
  await checkSpace(setup, model, wanted);
  const rows: FileRow[] = [];
  try {
    for (const source of wanted) {
      rows.push(await take(setup, model, source, placed.value.get(source.path) ?? source.path));
    }
  } catch (error) {
    for (const row of rows) await setup.storage.disk.remove(row.name);
    throw error;
  }
  return success(storedModel(await settle(setup, model, rows, options.task), rows));
}

const refOf = (id: string): ModelRef => ({
  ...{ id, source: 'local', revision: '', baseUrl: `local:${id}/` },
  files: [],
  weights: [],
});

/** Writes one file to the disk, and looks at it as at one from the network. */
async function take(setup: StoreSetup, model: ModelRef, source: ImportSource, path: string): Promise<FileRow> {
  const { disk } = setup.storage;
  const name = temporaryName(setup.clock.now(), newFileName());
  const key = fileKey(model.baseUrl, path);
  const writer = await disk.write(name);
  const { signal } = new AbortController();
  let at = 0;
  let sha256 = '';
  let problem: string | null = null;
  try {
    const hash = await hashGrowingFile(writer);
    hash.hurry();
    for await (const bytes of source.open()) {
      writer.write(at, bytes);
      at += bytes.byteLength;
      await hash.advance(at, signal);
    }
    sha256 = hash.digest();
    const looked = new Uint8Array(path.endsWith('.json') ? at : Math.min(at, 512));
    writer.read(0, looked);
    problem = await checkContent(path, new Blob([looked]));
    writer.flush();
  } catch (error) {
    await writer.close();
    await disk.remove(name);
    throw error;
  }
  await writer.close();
  if (problem) {
    await disk.remove(name);
    throw new FailureError(damaged(model, path, problem));
  }
  return { key, model: model.baseUrl, path, name, bytes: at, sha256, etag: null, state: 'whole', done: [] };
}

/** Puts the index in order: the model is there from now on, and files of an earlier import are not. */
async function settle(
  setup: StoreSetup,
  model: ModelRef,
  rows: readonly FileRow[],
  task: string | undefined,
): Promise<ModelRow> {
  const { storage, clock } = setup;
  const old = await storage.index.files(model.baseUrl);
  for (const row of rows) await storage.index.putFile(row);
  for (const row of old) {
    if (rows.some(({ key }) => key === row.key)) await storage.disk.remove(row.name);
    else await drop(storage, row);
  }
  const config = await textOf(setup, rows, 'config.json');
  const index = await textOf(setup, rows, 'model_index.json');
  const guessed = guessTasks(config === null ? null : JSON.parse(config), index !== null);
  const tasks = task === undefined ? guessed : [task];
  const row: ModelRow = {
    ...newModelRow(model, clock.now()),
    tasks,
    wanted: rows.filter(({ path }) => dtypeOfPath(path) !== null).map(({ path }) => path),
    info: {
      ...{ commit: null, library: null, licence: null, gated: false },
      pipelineTag: tasks[0] ?? null,
      architecture: architectureIn(index ?? config ?? ''),
      files: rows.map(({ path, bytes, sha256 }) => ({ path, bytes: bytes ?? 0, ...(sha256 ? { sha256 } : {}) })),
    },
  };
  await storage.index.putModel(row);
  return row;
}

async function textOf({ storage }: StoreSetup, rows: readonly FileRow[], path: string): Promise<string | null> {
  const row = rows.find((each) => each.path === path);
  return row ? ((await (await storage.disk.open(row.name))?.text()) ?? null) : null;
}

async function checkSpace(setup: StoreSetup, model: ModelRef, sources: readonly ImportSource[]): Promise<void> {
  const bytes = sources.reduce((sum, source) => sum + source.bytes, 0);
  const free = await setup.free();
  if (free === null || bytes <= free) return;
  throw new FailureError(storageFull(model, bytes - free, await longestUnused(setup.storage.index, model.baseUrl)));
}

const damaged = (model: ModelRef, path: string, problem: string) => ({
  ...corrupt(model, { path }, problem),
  action: 'Mend or replace this file and import the model again; nothing was kept.',
});

const badName = (path: string) =>
  importRefused(
    `A file has the name ${JSON.stringify(path.slice(0, 100))}, which leads out of the folder or fits no system.`,
    'Rename it, and import the folder again.',
  );

const badId = (id: string) => ({
  ...importRefused(
    `"${id.slice(0, 100)}" cannot be the name of a model.`,
    'Use letters, digits, dots, dashes and underscores: name, or owner/name.',
  ),
  field: 'id',
});
