import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ModelRef } from '../../src/contract/model';
import { type ModelServer, noise, sha256, startModelServer } from './testing/model-server';
import { fakeBrowser, openTab, type TestTab } from './testing/test-store';

const MAIN = 'owner/name/resolve/main/';
const API = 'api/models/owner/name/revision/main';
const PATH = 'onnx/model.onnx';
const OLD = noise(3_000_000);
const NEW = noise(3_000_000).map((byte) => byte ^ 1);

let server: ModelServer;
let tab: TestTab;

const commitOf = (weights: Uint8Array) => sha256(weights).slice(0, 40);
const folderOf = (weights: Uint8Array) => `owner/name/resolve/${commitOf(weights)}/`;

/** A host that lists one version of its files, as the Hub does, and gives another one under that name. */
function serve(listed: Uint8Array<ArrayBuffer>, given = listed): void {
  const lfs = { sha256: sha256(listed), size: listed.length };
  const siblings = [
    { rfilename: 'config.json', size: 2 },
    { rfilename: PATH, size: listed.length, lfs },
  ];
  const info = JSON.stringify({ sha: commitOf(listed), siblings });
  const folder = folderOf(listed);
  Object.assign(server.files, {
    [API]: { body: new TextEncoder().encode(info), etag: `"${commitOf(listed)}"` },
    [`${folder}config.json`]: { body: new TextEncoder().encode('{}'), etag: '"c"' },
    [folder + PATH]: { body: given, etag: `"${sha256(given)}"` },
  });
}

beforeEach(async () => {
  server = await startModelServer({});
  tab = await openTab(fakeBrowser(), `${server.origin}/`, null);
});
afterEach(async () => {
  tab.close();
  await server.close();
  vi.unstubAllGlobals();
});

/** What a run does: asks what there is, then opens it. */
async function openAsRun() {
  const ref: ModelRef = {
    ...{ id: 'owner/name', source: 'hub', revision: 'main', baseUrl: `${server.origin}/${MAIN}` },
    files: [{ path: 'config.json' }],
    weights: [{ dtype: 'fp32', files: [{ path: PATH }] }],
  };
  const described = await tab.store.describe(`describe-${Math.random()}`, ref);
  if (!described.ok) return described;
  const { model } = described.value;
  return tab.store.open(`open-${Math.random()}`, model, [...model.files, ...(model.weights[0]?.files ?? [])]);
}

const bytesIn = async (opened: Record<string, Blob>) =>
  new Uint8Array((await opened[PATH]?.arrayBuffer()) ?? new ArrayBuffer(0));

it('a file that is another one than was listed is named, and the next try asks for the list again', async () => {
  serve(OLD, NEW);
  expect(await openAsRun()).toMatchObject({ ok: false, failure: { code: 'model-file-changed' } });
  serve(NEW);
  const opened = await openAsRun();
  if (!opened.ok) throw new Error(`${opened.failure.message} ${opened.failure.detail}`);
  expect(sha256(await bytesIn(opened.value))).toBe(sha256(NEW));
});

it('a half-fetched file is not completed with the bytes of another version', async () => {
  serve(OLD);
  const file = server.files[folderOf(OLD) + PATH];
  if (file) file.breaks = [1_500_000];
  // At once: the next try follows within milliseconds.
  server.sent.push = (...answers) => {
    if (answers.some(({ end }) => end === 1_500_000)) serve(OLD, NEW);
    return Array.prototype.push.apply(server.sent, answers);
  };
  expect(await openAsRun()).toMatchObject({ ok: false, failure: { code: 'model-file-changed' } });
  serve(NEW);
  const opened = await openAsRun();
  if (!opened.ok) throw new Error(`${opened.failure.message} ${opened.failure.detail}`);
  expect(sha256(await bytesIn(opened.value))).toBe(sha256(NEW));
});
