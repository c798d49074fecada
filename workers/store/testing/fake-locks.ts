interface Waiting {
  start(): void;
  signal: AbortSignal | undefined;
}

/** Web Locks, exclusive ones only, for workers of one test. */
export function createFakeLocks(): Pick<LockManager, 'request'> {
  const held = new Map<string, Waiting[]>();

  async function hold<T>(name: string, work: (lock: Lock) => Promise<T>): Promise<T> {
    try {
      return await work({ name, mode: 'exclusive' });
    } finally {
      const queue = held.get(name) ?? [];
      const next = queue.shift();
      if (next) next.start();
      else held.delete(name);
    }
  }

  async function request<T>(name: string, ...rest: unknown[]): Promise<T> {
    const work = rest.at(-1) as (lock: Lock | null) => Promise<T>;
    const { ifAvailable = false, signal } = (rest.length > 1 ? rest[0] : {}) as LockOptions;
    signal?.throwIfAborted();
    const queue = held.get(name);
    if (!queue) {
      held.set(name, []);
      return hold(name, work);
    }
    if (ifAvailable) return work(null);
    await new Promise<void>((resolve, reject) => {
      const waiting = { start: resolve, signal };
      queue.push(waiting);
      signal?.addEventListener('abort', () => {
        const at = queue.indexOf(waiting);
        if (at >= 0) queue.splice(at, 1);
        reject(signal.reason);
      });
    });
    return hold(name, work);
  }

  return { request } as Pick<LockManager, 'request'>;
}
