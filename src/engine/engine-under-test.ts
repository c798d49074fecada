import { vi } from 'vitest';
import type { Capabilities } from '../contract/capabilities';
import type { LoadedModel } from '../contract/engine';
import type { RunEvent } from '../contract/events';
import type { FailureCode } from '../contract/failure';
import type { Dtype, ModelRef } from '../contract/model';
import type { Outcome } from '../contract/outcome';
import { modelKey, type WorkerRequest, type WorkerResult } from '../contract/run';
import type { TaskDefinition } from '../contract/task';
import { deferred } from '../lib/deferred';
import { createEngine } from './client';
import type { EngineStore } from './open-model';
import type { WorkerLink } from './worker-link';

// For tests: an engine of one task over workers that do as a test says.

export const task = {
  id: 'echo',
  aliases: ['say-again'],
  title: 'Echo',
  group: 'text',
  order: 1,
  summary: '',
  inputs: {
    text: { type: 'text', label: 'Text', placeholder: '', help: '', batch: false, maxCharacters: 1000, maxItems: 1 },
  },
  parameters: { seed: { type: 'seed', label: '', help: '', default: null } },
  defaultModel: 'loupe/echo',
  examples: [],
} satisfies TaskDefinition;

export const model: ModelRef = {
  id: 'loupe/echo',
  source: 'starter',
  revision: 'main',
  baseUrl: 'https://here/',
  files: [],
  weights: [{ dtype: 'q8', files: [] }],
};

export const GPU: Capabilities = {
  webgpu: {
    adapter: { vendor: '', architecture: '', device: '', description: '' },
    software: false,
    features: [],
    limits: {},
  },
  webgpuReason: null,
  wasm: { simd: true, threads: 1, jspi: true },
  crossOriginIsolated: true,
  storage: { usage: 0, quota: 0, persisted: false },
};

const NOTHING_KNOWN = { pipelineTag: null, library: null, licence: null, architecture: null, gated: false };

export const RESULT: WorkerResult = {
  value: 'value',
  details: 'details',
  notices: [],
  tokens: { input: 3, output: 0 },
  timings: { load_ms: 1, download_ms: 0, compile_ms: 1, first_token_ms: null, run_ms: 2 },
  versions: { transformers: 't', onnxruntime: 'o' },
};

/** A store that has everything. */
export const STORE: EngineStore = {
  describe: async (ref) => ({ ok: true, value: { model: ref, about: NOTHING_KNOWN, dtypes: [] } }),
  open: async () => ({ ok: true, value: { 'model.onnx': new Blob() } }),
  discard: async () => {},
  list: async () => [],
};

export type Behaviour = (
  request: WorkerRequest,
  cancelled: Promise<void>,
  onEvents: (events: RunEvent[]) => void,
) => Promise<Outcome<WorkerResult>>;
export const succeed: Behaviour = async () => ({ ok: true, value: RESULT });
export const failWith =
  (code: FailureCode): Behaviour =>
  async () => ({ ok: false, failure: { code, message: code, action: '' } });
export const hang: Behaviour = () => new Promise(() => {});

/** An engine over workers that do as the test says; each start takes the next script. */
export function setUp(behaviour: Behaviour, dtypes: Dtype[] = ['q8']) {
  const workers: { terminated: boolean; die(reason: string): void }[] = [];
  const requests: WorkerRequest[] = [];
  const open = vi.fn(STORE.open);
  const startWorker = vi.fn(async (): Promise<WorkerLink> => {
    const death = deferred<string>();
    const cancel = deferred<void>();
    const state = { terminated: false, die: death.resolve };
    const loaded = new Map<string, LoadedModel>();
    workers.push(state);
    return {
      died: death.promise,
      terminate: () => {
        state.terminated = true;
      },
      api: {
        ready: async () => {},
        probe: async () => GPU,
        memory: async () => ({ loaded: [...loaded.values()], budget: 1, heap: null }),
        release: async () => {},
        cancel: async () => cancel.resolve(),
        filesFor: async () => ({ ok: true, value: [] }),
        ask: async ({ question, payload }) => ({ ok: true, value: { question, payload } }),
        run: async (request, onEvents) => {
          requests.push(request);
          const outcome = await behaviour(request, cancel.promise, onEvents);
          const key = modelKey(request);
          if (outcome.ok) loaded.set(key, { key, id: request.model.id, rung: request.rung, bytes: 1 });
          return outcome;
        },
      },
    };
  });
  const engine = createEngine({
    tasks: [task],
    resolveModel: (id) =>
      id === model.id
        ? { ok: true, value: { ...model, weights: dtypes.map((dtype) => ({ dtype, files: [] })) } }
        : { ok: false, failure: { code: 'model-not-found', message: '', action: '' } },
    startWorker,
    store: async () => ({ ...STORE, open }),
    version: '1.2.3',
  });
  return { engine, workers, requests, startWorker, open };
}
