import type { MapAnswer, MapRequest } from '../src/contract/embeddings-map';
import { kMeans } from './inside/embeddings/k-means';
import { judge, type LayoutMoment, layOut, layoutProblem } from './inside/embeddings/layout';
import { type Points, pointsOf } from './inside/embeddings/points';

/** A frame is sent as often as a screen may show one. */
const FRAME_MS = 33;

let points: Points = pointsOf(new Float32Array(), 1);
/** Of the layout that may go on; another one, or a stop, takes its place. */
let current = 0;

self.addEventListener('message', ({ data }: MessageEvent<MapRequest>) => {
  switch (data.type) {
    case 'vectors':
      current = 0;
      points = pointsOf(data.vectors, data.dimensions);
      return;
    case 'stop':
      current = 0;
      return;
    case 'layout':
      current = data.job;
      return void layout(data).catch((error: unknown) => fail(data.job, error));
    case 'clusters':
      return cluster(data);
    default:
      return data satisfies never;
  }
});

async function layout({ job, settings }: Extract<MapRequest, { type: 'layout' }>): Promise<void> {
  const own = points;
  const problem = layoutProblem(own.count, settings);
  if (problem) return answer({ type: 'failed', job, message: problem });
  const steps = layOut(own, settings);
  let last: LayoutMoment | null = null;
  let due = performance.now();
  for (;;) {
    const next = steps.next();
    if (next.done) {
      const { positions, ...facts } = next.value;
      return finish(job, positions, { ...facts, trustworthiness: judge(own, positions, settings.n_components) }, false);
    }
    last = next.value;
    if (performance.now() < due) continue;
    sendFrame(job, last);
    await nextTask();
    due = performance.now() + FRAME_MS;
    if (current !== job) return stopped(job, last);
  }
}

/** What there is so far is kept. */
function stopped(job: number, { positions }: LayoutMoment): void {
  finish(job, positions?.() ?? new Float32Array(), { trustworthiness: null }, true);
}

function finish(
  job: number,
  positions: Float32Array | Float64Array,
  facts: Extract<MapAnswer, { type: 'layout' }>['facts'],
  isStopped: boolean,
): void {
  answer({ type: 'layout', job, positions: Float32Array.from(positions), facts, stopped: isStopped });
}

function sendFrame(job: number, { phase, step, total, positions }: LayoutMoment): void {
  const frame = { type: 'frame', job, phase, step, total } as const;
  answer(positions ? { ...frame, positions: Float32Array.from(positions()) } : frame);
}

function cluster({ job, n_clusters, seed }: Extract<MapRequest, { type: 'clusters' }>): void {
  try {
    answer({ type: 'clusters', job, ...kMeans(points, Math.min(n_clusters, points.count), seed) });
  } catch (error) {
    fail(job, error);
  }
}

const fail = (job: number, error: unknown) =>
  answer({
    type: 'failed',
    job,
    message: `The map could not be made (${error instanceof Error ? error.message : error}).`,
  });

function answer(message: MapAnswer): void {
  const transfer = 'positions' in message && message.positions ? [message.positions.buffer] : [];
  self.postMessage(message, { transfer });
}

const { port1: taskEnd, port2: taskStart } = new MessageChannel();

/** Resolves in the next macrotask: a stop that came in meanwhile has been heard by then. */
const nextTask = () =>
  new Promise<void>((resolve) => {
    taskEnd.onmessage = () => resolve();
    taskStart.postMessage(null);
  });
