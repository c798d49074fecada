import type { Capabilities } from '../contract/capabilities';
import type { Engine, EngineStatus, MemoryReport } from '../contract/engine';
import { FailureError } from '../contract/failure';
import { failed } from '../contract/outcome';
import { withTimeLimit } from '../lib/time-limit';
import { uniqueId } from '../lib/unique-id';
import { notLoaded, unforeseen } from './engine-failures';
import type { EngineSetup } from './engine-setup';
import { RunQueue } from './run-queue';
import { openRecord } from './run-record';
import type { Runs } from './runs';
import { WorkerSlot } from './worker-slot';

/** The engine over a real worker. */
export function createEngine(setup: EngineSetup): Engine {
  const listeners = new Set<() => void>();
  let memory: MemoryReport | null = null;
  let capabilities: Promise<Capabilities> | null = null;
  let snapshot: EngineStatus | null = null;
  const changed = () => {
    snapshot = null;
    for (const listener of listeners) listener();
  };
  const slot = new WorkerSlot(setup.startWorker, () => {
    if (slot.state === 'off') memory = null;
    changed();
  });
  let runs: Promise<Runs> | null = null;
  const queue = new RunQueue(changed);
  const onMemory = (report: MemoryReport) => {
    memory = report;
    changed();
  };
  /** What the first visit does without. Where it cannot be loaded the next call asks for it again. */
  const loadRuns = async (): Promise<Runs> => {
    runs ??= import('./runs').then(({ createRuns }) =>
      createRuns({ setup, slot, queue, capabilities: engine.capabilities, onMemory }),
    );
    return runs.catch((error) => {
      runs = null;
      throw new FailureError(notLoaded(error));
    });
  };

  const engine: Engine = {
    async run(taskId, input, options) {
      const record = openRecord({ id: uniqueId(), task: String(taskId) }, setup.version);
      try {
        return await (await loadRuns()).start(record, taskId, input, options ?? {});
      } catch (error) {
        return { ok: false, failure: unforeseen(error), run: record };
      }
    },

    capabilities() {
      capabilities ??= slot
        .link()
        .then((link) =>
          withTimeLimit(
            Promise.race([link.api.probe(), link.died.then((reason) => Promise.reject(reason))]),
            PROBE_LIMIT_MS,
          ),
        )
        .catch((error) => {
          capabilities = null;
          return unknownCapabilities(String(error));
        });
      return capabilities;
    },

    async ask(taskId, question, payload, options = {}) {
      try {
        return await (await loadRuns()).ask(taskId, question, payload, options);
      } catch (error) {
        return failed(unforeseen(error));
      }
    },

    status() {
      const entries = queue.entries();
      snapshot ??= {
        worker: workerState(slot, entries),
        restarts: slot.restarts,
        queue: entries,
        loaded: memory?.loaded ?? [],
        memory: memory && { budget: memory.budget, heap: memory.heap },
      };
      return snapshot;
    },

    async preload(taskId, options) {
      try {
        await (await loadRuns()).preload(taskId, options);
      } catch {
        // Nobody waits for it. The run that does will say what is wrong.
      }
    },

    async release(key) {
      if (slot.state === 'up') await (await loadRuns()).release(key);
    },

    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };

  return engine;
}

/** A worker that does not say what it can do within this time is asked again with the next run. */
const PROBE_LIMIT_MS = 8000;

function workerState(slot: WorkerSlot, entries: EngineStatus['queue']): EngineStatus['worker'] {
  if (slot.state !== 'up') return slot.state;
  return entries.some((entry) => entry.state === 'running') ? 'busy' : 'idle';
}

const unknownCapabilities = (reason: string): Capabilities => ({
  webgpu: null,
  webgpuReason: `The worker could not be asked: ${reason}`,
  wasm: { simd: true, threads: 1, jspi: false },
  crossOriginIsolated: globalThis.crossOriginIsolated,
  storage: { usage: null, quota: null, persisted: false },
});
