import type { MapAnswer, MapRequest, MapSettings } from '../../contract/embeddings-map';
import type { Vectors } from '../../lib/embeddings/vectors';

/** The worker that lays points out, started when it is first needed. It holds the vectors of one result. */
export interface MapClient {
  layout(settings: MapSettings): number;
  clusters(n_clusters: number, seed: number): number;
  /** What there is so far comes as the answer; a worker that does not hear within a second is ended. */
  stop(): void;
  dispose(): void;
}

/** UMAP prepares for seconds without hearing anything. */
const GRACE_MS = 1000;

let jobs = 0;

/**
 * @param onAnswer is told of every answer, in order
 * @param onEnded is told that the worker had to be ended, or died: its jobs get no answer
 */
export function createMapClient(
  vectors: Vectors,
  onAnswer: (answer: MapAnswer) => void,
  onEnded: (reason: 'stopped' | 'failed') => void,
): MapClient {
  let worker: Worker | null = null;
  let patience: ReturnType<typeof setTimeout> | undefined;

  const end = () => {
    clearTimeout(patience);
    worker?.terminate();
    worker = null;
  };
  const started = (): Worker => {
    if (worker) return worker;
    worker = new Worker(new URL('../../../workers/embeddings-map.worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<MapAnswer>) => {
      if (data.type !== 'frame') clearTimeout(patience);
      onAnswer(data);
    });
    worker.addEventListener('error', () => {
      end();
      onEnded('failed');
    });
    // A copy: the page goes on using its own.
    const values = vectors.values.slice();
    const first: MapRequest = { type: 'vectors', vectors: values, dimensions: vectors.dimensions };
    worker.postMessage(first, [values.buffer]);
    return worker;
  };
  const ask = (request: MapRequest) => started().postMessage(request);
  return {
    layout(settings) {
      jobs += 1;
      ask({ type: 'layout', job: jobs, settings });
      return jobs;
    },
    clusters(n_clusters, seed) {
      jobs += 1;
      ask({ type: 'clusters', job: jobs, n_clusters, seed });
      return jobs;
    },
    stop() {
      if (!worker) return;
      ask({ type: 'stop' });
      clearTimeout(patience);
      patience = setTimeout(() => {
        end();
        onEnded('stopped');
      }, GRACE_MS);
    },
    dispose: end,
  };
}
