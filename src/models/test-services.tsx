import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import type { Capabilities } from '../contract/capabilities';
import type { ModelRef } from '../contract/model';
import type { ModelDescription, StoredModel, Transfer } from '../contract/model-store';
import { failed, success } from '../contract/outcome';
import { judgeFit } from '../engine/fit';
import { createFakeModelStore, type FakeContent } from './fake-model-store';
import { type HubSettings, type ModelServices, ModelServicesContext } from './model-services';

const HUB = 'https://huggingface.co/';

export const CPU: Capabilities = {
  webgpu: null,
  webgpuReason: 'The browser has none.',
  wasm: { simd: true, threads: 4, jspi: true },
  crossOriginIsolated: true,
  storage: { usage: 0, quota: 1e12, persisted: false },
};

/** What a component under test is surrounded with, and what it has asked for. */
export function testServices(content: Partial<FakeContent> = {}, capabilities = CPU) {
  const store = createFakeModelStore(content);
  const chosen: unknown[] = [];
  const opened: string[] = [];
  let hub: HubSettings = { host: HUB, token: '' };
  const listeners = new Set<() => void>();
  const services: ModelServices = {
    store,
    capabilities: async () => capabilities,
    resolve: async (id, revision = 'main') =>
      id.includes('/')
        ? success<ModelRef>({ id, source: 'hub', revision, baseUrl: `${HUB}${id}/`, files: [], weights: [] })
        : failed({ code: 'model-not-found', message: `There is no model "${id}".`, action: 'Choose another.' }),
    judge: async (question) => judgeFit({ ...question, deviceMemory: 8 }),
    tasks: [
      { id: 'fill-mask', title: 'Fill mask', defaultModel: 'loupe/fill-mask' },
      { id: 'text-classification', title: 'Text classification', defaultModel: 'loupe/sentiment' },
    ],
    chooseModel: (task, choice) => void chosen.push([task, choice]),
    openTask: (task) => void opened.push(task),
    hub: {
      original: HUB,
      get: () => hub,
      async change(patch) {
        hub = { ...hub, ...patch };
        for (const listener of listeners) listener();
      },
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  };
  const show = (children: ReactNode) =>
    render(<ModelServicesContext.Provider value={services}>{children}</ModelServicesContext.Provider>);
  return { store, services, chosen, opened, show };
}

export const storedModel = (patch: Partial<StoredModel> & Pick<StoredModel, 'id'>): StoredModel => ({
  key: `${HUB}${patch.id}/resolve/${patch.revision ?? 'main'}/`,
  source: 'hub',
  revision: 'main',
  commit: '0123456789abcdef0123456789abcdef01234567',
  from: 'https://huggingface.co',
  tasks: ['fill-mask'],
  dtypes: [{ dtype: 'q8', bytes: 60e6, complete: true }],
  bytes: 61e6,
  lastUsed: Date.now() - 3_600_000,
  starter: false,
  ...patch,
});

export const transferOf = (patch: Partial<Transfer>): Transfer => ({
  key: 'a/b main q8',
  model: { id: 'a/b', revision: 'main' },
  dtype: 'q8',
  state: { name: 'downloading' },
  file: 'onnx/model_quantized.onnx',
  loaded: 12e6,
  total: 40e6,
  bytesPerSecond: 3e6,
  secondsLeft: 9,
  ...patch,
});

/** A model with a q8 and an fp32 graph. */
export const describedModel = (
  bytes: { q8: number; fp32: number },
  patch: Partial<ModelDescription['about']> = {},
): ModelDescription => ({
  model: {
    id: 'a/b',
    source: 'hub',
    revision: 'main',
    baseUrl: `${HUB}a/b/resolve/main/`,
    files: [
      { path: 'config.json', bytes: 700 },
      { path: 'generation_config.json', optional: true },
    ],
    weights: [
      { dtype: 'q8', files: [{ path: 'onnx/model_quantized.onnx', bytes: bytes.q8 }] },
      { dtype: 'fp32', files: [{ path: 'onnx/model.onnx', bytes: bytes.fp32 }] },
    ],
  },
  about: {
    pipelineTag: 'fill-mask',
    library: 'transformers.js',
    licence: 'apache-2.0',
    architecture: 'bert',
    gated: false,
    ...patch,
  },
  dtypes: [
    { dtype: 'q8', bytes: bytes.q8, missing: bytes.q8 },
    { dtype: 'fp32', bytes: bytes.fp32, missing: bytes.fp32 },
  ],
});
