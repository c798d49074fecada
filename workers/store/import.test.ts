import { type Dirent, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { downloadZip } from 'client-zip';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { resolveModel } from '../../src/catalog/resolve-model';
import type { LocalFile } from '../../src/contract/model-store';
import { readHubInfo } from './hub-info';
import { placeFiles } from './local-layout';
import { dtypeOfPath, withRealFiles } from './real-files';
import { safePath } from './safe-path';
import { fakeBrowser, openTab, type TestTab } from './testing/test-store';

const HUB = 'https://hub.test/';
let tab: TestTab;
beforeEach(async () => {
  tab = await openTab(fakeBrowser(), HUB);
});
afterEach(() => {
  tab.close();
  vi.unstubAllGlobals();
});

const file = (name: string, content: string | Uint8Array<ArrayBuffer> = 'x'): LocalFile => ({
  path: name,
  blob: new Blob([content]),
});
const CONFIG = '{"model_type":"bert","architectures":["BertForSequenceClassification"]}';
const TINY = [
  file('config.json', CONFIG),
  file('tokenizer.json', '{"model":{"type":"WordPiece","vocab":{"[UNK]":0,"a":1}}}'),
  file('tokenizer_config.json', '{}'),
  file('model.onnx', 'graph'),
  file('model_quantized.onnx', 'smaller'),
  file('pytorch_model.bin', 'torch'),
];
const zipOf = (files: readonly LocalFile[]) =>
  downloadZip(files.map(({ path: name, blob }) => ({ name, input: blob, lastModified: new Date(0) }))).blob();

/** A folder of the repository's parity models, as a browser hands it over. */
function folder(root: string): LocalFile[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry: Dirent) => entry.isFile())
    .map((entry: Dirent) => {
      const full = path.join(entry.parentPath, entry.name);
      return file(`${path.basename(root)}/${path.relative(root, full)}`, new Uint8Array(readFileSync(full)));
    });
}

describe('importing', () => {
  it('takes files, puts graphs where the runtime looks, and describes what is there', async () => {
    const imported = await tab.store.importFiles(TINY, { id: 'mine' });
    expect(imported).toMatchObject({
      ok: true,
      value: { id: 'local/mine', source: 'local', from: 'this machine', tasks: ['text-classification'] },
    });
    expect(imported.ok && imported.value.dtypes.map(({ dtype, complete }) => [dtype, complete])).toEqual([
      ['fp32', true],
      ['q8', true],
    ]);
    const guessed = resolveModel({ starters: '', hub: HUB }, 'local/mine');
    if (!guessed.ok) throw new Error('the id was refused');
    const described = await tab.store.describe('call', guessed.value);
    if (!described.ok) throw new Error(described.failure.message);
    const { model } = described.value;
    expect(model.weights.map(({ dtype }) => dtype)).toEqual(['q8', 'fp32']);
    expect(described.value.dtypes[0]).toMatchObject({ dtype: 'q8', missing: 0 });
    const opened = await tab.store.open('call', model, [...model.files, ...(model.weights[0]?.files ?? [])]);
    expect(opened.ok && (await opened.value['onnx/model_quantized.onnx']?.text())).toBe('smaller');
  });

  it('takes a real folder, and an exported zip back under another name', async () => {
    const given = folder(path.resolve('parity/models/bert-text-classification'));
    expect((await tab.store.importFiles(given, { id: 'someone/bert', task: 'text-classification' })).ok).toBe(true);
    const zip = await tab.store.exportZip('local:someone/bert/');
    if (!zip.ok) throw new Error(zip.failure.message);
    const again = await tab.store.importZip(zip.value, { id: 'copy' });
    expect(again).toMatchObject({ ok: true, value: { id: 'local/copy' } });
    const [copy, first] = await tab.store.list();
    expect(copy?.bytes).toBe(first?.bytes);
  });

  it.each([
    ['weights that are not ONNX', [file('config.json', CONFIG), file('model.safetensors')].slice(1)],
    ['a graph without a configuration', [file('taef2_decoder.onnx')]],
    ['a name that leads out', [...TINY, file('../../outside.json', '{}')]],
    ['nothing', []],
  ])('refuses %s', async (_what, files) => {
    expect(await tab.store.importFiles(files, { id: 'mine' })).toMatchObject({
      ok: false,
      failure: { code: 'import-refused' },
    });
    expect(await tab.store.list()).toEqual([]);
  });

  it('refuses broken JSON, a zip that is none, and a bad name, and keeps nothing', async () => {
    const broken = [file('config.json', '{'), ...TINY.slice(1)];
    expect(await tab.store.importFiles(broken, { id: 'mine' })).toMatchObject({
      failure: { code: 'model-file-corrupt' },
    });
    expect(await tab.store.importZip(new Blob(['no zip']), { id: 'mine' })).toMatchObject({
      failure: { code: 'import-refused' },
    });
    expect(await tab.store.importFiles(TINY, { id: '../x' })).toMatchObject({ failure: { field: 'id' } });
    expect(await tab.store.list()).toEqual([]);
  });

  it('refuses a zip with a name that leads out of it', async () => {
    const zip = await zipOf([...TINY, file('..\\evil.json', '{}')]);
    expect(await tab.store.importZip(zip, { id: 'mine' })).toMatchObject({ failure: { code: 'import-refused' } });
  });

  it('deletes one dtype and keeps what the other needs', async () => {
    await tab.store.importFiles(TINY, { id: 'mine' });
    await tab.store.remove('local:local/mine/', 'q8');
    const [left] = await tab.store.list();
    expect(left?.dtypes.map(({ dtype, complete }) => [dtype, complete])).toEqual([['fp32', true]]);
    await tab.store.remove('local:local/mine/', 'fp32');
    expect(await tab.store.list()).toEqual([]);
  });

  it('finds and drops what was damaged on the disk', async () => {
    await tab.store.importFiles(TINY, { id: 'mine' });
    expect(await tab.store.verify('call', 'local:local/mine/')).toEqual({ ok: true, value: [] });
    const row = await tab.storage.index.file('local:local/mine/', 'onnx/model.onnx');
    const writer = await tab.storage.disk.write(row?.name ?? '');
    writer.write(0, new Uint8Array([1]));
    await writer.close();
    expect(await tab.store.verify('call', 'local:local/mine/')).toMatchObject({
      value: [{ path: 'onnx/model.onnx', problem: 'its SHA-256 is wrong' }],
    });
  });
});

describe('safePath', () => {
  it.each(['config.json', 'onnx/model.onnx', './a/b.json', 'größe.json'])('takes %s', (name) => {
    expect(safePath(name)).toBe(name.replace('./', ''));
  });
  it.each([
    '',
    '/a',
    '../a',
    'a/../b',
    'a//b',
    'C:/a',
    'C:a',
    'a\\b',
    '~/a',
    'a/./b',
    'a\u0000b',
    'con.json',
    'a. ',
    'x'.repeat(300),
  ])('refuses %j', (name) => {
    expect(safePath(name)).toBeNull();
  });
});

describe('placeFiles', () => {
  it('takes one folder off, and leaves diffusers as it is', () => {
    const placed = placeFiles([
      'sd/model_index.json',
      'sd/unet/model.onnx',
      'sd/unet/model.onnx_data',
      'sd/.git/config',
    ]);
    expect(placed.ok && [...placed.value]).toEqual([
      ['sd/model_index.json', 'model_index.json'],
      ['sd/unet/model.onnx', 'unet/model.onnx'],
      ['sd/unet/model.onnx_data', 'unet/model.onnx_data'],
    ]);
  });
});

describe('the list of the Hub', () => {
  const answer = {
    sha: 'a'.repeat(40),
    pipeline_tag: 'text-generation',
    library_name: 'transformers.js',
    gated: 'manual',
    cardData: { license: 'apache-2.0' },
    config: { model_type: 'llama' },
    siblings: [
      { rfilename: 'config.json', size: 10 },
      { rfilename: 'tokenizer.json', size: 20 },
      { rfilename: 'tokenizer_config.json', size: 5 },
      { rfilename: 'onnx/model.onnx', size: 100, lfs: { sha256: 'b'.repeat(64), size: 100 } },
      { rfilename: 'onnx/model.onnx_data', size: 2e9, lfs: { sha256: 'c'.repeat(64), size: 2e9 } },
      { rfilename: 'onnx/model.onnx_data_1', size: 1e9 },
      { rfilename: 'onnx/model_q4f16.onnx', size: 50 },
    ],
  };
  it('tells files, dtypes and external data that really exist', () => {
    const info = readHubInfo(answer);
    expect(info).toMatchObject({ commit: 'a'.repeat(40), gated: true, licence: 'apache-2.0', architecture: 'llama' });
    const guessed = resolveModel({ starters: '', hub: HUB }, 'owner/name');
    const model = guessed.ok && info ? withRealFiles(guessed.value, info.files) : null;
    expect(model?.files.map(({ path: name }) => name)).toEqual([
      'config.json',
      'tokenizer.json',
      'tokenizer_config.json',
    ]);
    expect(model?.weights.map(({ dtype, files }) => [dtype, files.map(({ bytes }) => bytes)])).toEqual([
      ['fp32', [100, 2e9, 1e9]],
      ['q4f16', [50]],
    ]);
    expect(model?.weights[0]?.files[0]?.sha256).toBe('b'.repeat(64));
  });
  it('takes nothing else for an answer', () => {
    expect([null, [], {}, { siblings: 'x' }, '<html>'].map(readHubInfo)).toEqual([null, null, null, null, null]);
  });
  it('knows the dtype of a file by its suffix', () => {
    const names = [
      'onnx/model.onnx',
      'onnx/model_q4f16.onnx',
      'a_quantized.onnx_data_1',
      'unet/weights.pb',
      'config.json',
    ];
    expect(names.map(dtypeOfPath)).toEqual(['fp32', 'q4f16', 'q8', 'fp32', null]);
  });
});
