import { expose } from 'comlink';
import { livenessLock, type WorkerApi } from '../src/contract/worker-api';
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

expose({ ...host, ready: () => lockHeld } satisfies WorkerApi);
