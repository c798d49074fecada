import { expose } from 'comlink';
import { type EventMessage, type ExposedWorkerApi, livenessLock } from '../src/contract/worker-api';
import { type AnyRunner, createHost } from './host';

const runners = import.meta.glob<{ default: AnyRunner }>('../src/tasks/*/worker.ts');

// Held while this worker lives; the main thread is told the moment it is gone.
const lockHeld = new Promise<void>((resolve) => {
  // Without https there are no locks: the page then cannot tell a dead worker from a busy one, and the rest works.
  if (!navigator.locks) return resolve();
  void navigator.locks.request(livenessLock(self.name), () => {
    resolve();
    return new Promise(() => {});
  });
});

const host = createHost(async (task) => {
  const importRunner = runners[`../src/tasks/${task}/worker.ts`];
  return importRunner ? (await importRunner()).default : null;
});

const postEvents = (message: EventMessage) => self.postMessage(message);

expose({
  ...host,
  ready: () => lockHeld,
  run: (request, stop) =>
    host.run(request, (events, beat) => postEvents({ runId: request.runId, events, ...(beat && { beat }) }), stop),
} satisfies ExposedWorkerApi);
