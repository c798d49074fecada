import { describe, expect, it, vi } from 'vitest';
import type { RunOptions } from '../contract/engine';
import type { RunEvent } from '../contract/events';
import { deferred } from '../lib/deferred';
import { failWith, hang, RESULT, setUp, succeed } from './engine-under-test';

describe('createEngine', () => {
  it('runs, and writes a record that can repeat the run', async () => {
    const { engine, requests } = setUp(succeed);
    const result = await engine.run('echo', { text: 'hi' }, { seed: 5 });
    expect(result).toMatchObject({
      ok: true,
      value: 'value',
      details: 'details',
      run: {
        status: 'done',
        task: 'echo',
        input: { text: 'hi' },
        parameters: { seed: 5 },
        model: { id: 'loupe/echo', revision: 'main', source: 'starter' },
        device: 'webgpu',
        dtype: 'q8',
        tokens: { input: 3 },
        versions: { loupe: '1.2.3', transformers: 't', onnxruntime: 'o' },
      },
    });
    expect(requests[0]).toMatchObject({ task: 'echo', parameters: { seed: 5 } });
  });

  it('knows a task by its other names, and records its own', async () => {
    const { engine } = setUp(succeed);
    const result = await engine.run('say-again', { text: 'a' });
    expect(result).toMatchObject({ ok: true, run: { task: 'echo' } });
  });

  it('hands finished items of a stopped batch to the worker', async () => {
    const { engine, requests } = setUp(succeed);
    await engine.run('echo', { text: 'a' }, { resume: [{ done: 1 }] });
    expect(requests[0]?.resume).toEqual([{ done: 1 }]);
    const wrong = await engine.run('echo', { text: 'a' }, { resume: 'all' as unknown as unknown[] });
    expect(wrong).toMatchObject({ ok: false, failure: { code: 'parameter-invalid', field: 'resume' } });
  });

  it.each([
    ['hi', { seed: 5 }, { text: 'hi' }, 5],
    [{ text: 'hi', seed: 4 }, { seed: 5, text: 'no' }, { text: 'hi' }, 4],
    [{}, { text: 'hi', seed: 5 }, { text: 'hi' }, 5],
  ])(
    'takes inputs and parameters among the options, as the pipelines do: %j %j',
    async (given, options, input, seed) => {
      const { engine, requests } = setUp(succeed);
      await engine.run('echo', given, options as RunOptions);
      expect(requests[0]).toMatchObject({ input, parameters: { seed } });
      const odd = { ...options, toString: 1 } as object;
      const unknown = await engine.run('echo', given, odd);
      expect(unknown).toMatchObject({ ok: false, failure: { code: 'parameter-unknown', field: 'toString' } });
    },
  );

  it('draws a seed where none was given, and records it', async () => {
    const { engine } = setUp(succeed);
    const { run } = await engine.run('echo', 'hi');
    expect(run.parameters.seed).toEqual(expect.any(Number));
  });

  it.each([
    ['nope', { text: 'a' }, {}, 'task-unknown'],
    ['echo', { text: '' }, {}, 'input-empty'],
    ['echo', { text: 'a', nope: 1 }, {}, 'parameter-unknown'],
    ['echo', { text: 'a' }, { model: 'loupe/nope' }, 'model-not-found'],
    ['echo', { text: 'a' }, { device: 'npu' as never }, 'parameter-invalid'],
    ['echo', { text: 'a' }, { dtype: 'int3' as never }, 'parameter-invalid'],
    ['echo', { text: 'a' }, { dtype: 'fp16' as const }, 'dtype-unavailable'],
  ])('refuses %s %j %j as %s without troubling a worker for a run', async (taskId, input, options, code) => {
    const { engine, requests } = setUp(succeed);
    expect(await engine.run(taskId, input, options)).toMatchObject({ ok: false, failure: { code } });
    expect(requests).toHaveLength(0);
  });

  it('steps down to WASM in a fresh worker, says so, and remembers', async () => {
    const { engine, workers } = setUp(async (request) =>
      request.rung.device === 'webgpu'
        ? { ok: false, failure: { code: 'session-failed', message: 'no', action: '' } }
        : { ok: true, value: RESULT },
    );
    const events: RunEvent[] = [];
    const first = await engine.run('echo', 'hi', { onEvent: (event) => events.push(event) });
    expect(first).toMatchObject({ ok: true, run: { device: 'wasm' } });
    expect(first.run.steps_down).toMatchObject([{ from: { device: 'webgpu' }, to: { device: 'wasm' } }]);
    expect(events.map((event) => event.type)).toEqual(['attempt', 'step-down', 'attempt']);
    expect(workers.map((worker) => worker.terminated)).toEqual([true, false]);
    const second = await engine.run('echo', 'hi');
    expect(second.run.steps_down).toEqual([]);
  });

  it.each(['webgpu-unavailable', 'operator-unsupported', 'internal', 'model-incompatible'] as const)(
    'never uses a worker again after %s',
    async (code) => {
      const { engine, workers } = setUp(failWith(code));
      await engine.run('echo', 'hi', { device: 'wasm' });
      expect(workers[0]?.terminated).toBe(true);
    },
  );

  it.each(['network-unreachable', 'model-not-found', 'model-file-missing'] as const)(
    'keeps the worker after %s: no session was touched',
    async (code) => {
      const { engine, workers } = setUp(failWith(code));
      await engine.run('echo', 'hi', { device: 'wasm' });
      expect(workers[0]?.terminated).toBe(false);
    },
  );

  it('looks for a dtype that the model comes in without calling that a step down', async () => {
    const { engine, requests } = setUp(
      async ({ rung }) =>
        rung.dtype === 'q4'
          ? { ok: true, value: RESULT }
          : { ok: false, failure: { code: 'model-file-missing', message: '', action: '' } },
      ['q8', 'int8', 'q4'],
    );
    const first = await engine.run('echo', 'hi', { device: 'wasm' });
    expect(first).toMatchObject({ ok: true, run: { dtype: 'q4', steps_down: [] } });
    expect(requests).toHaveLength(3);
    await engine.run('echo', 'hi', { device: 'wasm' });
    expect(requests).toHaveLength(4);
  });

  it('gives a device two dtypes to fail in, not all of them', async () => {
    const { engine, requests } = setUp(failWith('session-failed'), ['fp32', 'q8', 'q4', 'int8']);
    const { run } = await engine.run('echo', 'hi');
    expect(requests.map(({ rung }) => `${rung.device} ${rung.dtype}`)).toEqual([
      'webgpu fp32',
      'webgpu q8',
      'wasm q8',
      'wasm int8',
    ]);
    expect(run.steps_down).toHaveLength(3);
  });

  it('does not step down from a pinned device, nor for a mistake that any device would repeat', async () => {
    const pinned = await setUp(failWith('session-failed')).engine.run('echo', 'hi', { device: 'webgpu' });
    expect(pinned).toMatchObject({ ok: false, failure: { code: 'session-failed' } });
    const { engine, requests } = setUp(failWith('model-file-corrupt'));
    await engine.run('echo', 'hi');
    expect(requests).toHaveLength(1);
  });

  it('runs one after the other and shows the queue', async () => {
    const gate = deferred<void>();
    const { engine } = setUp(async () => {
      await gate.promise;
      return { ok: true, value: RESULT };
    });
    const positions: number[] = [];
    const onEvent = (event: RunEvent) => event.type === 'queued' && positions.push(event.position);
    const runs = [engine.run('echo', 'a'), engine.run('echo', 'b', { onEvent }), engine.run('echo', 'c')];
    await vi.waitFor(() =>
      expect(engine.status().queue.map(({ state }) => state)).toEqual(['running', 'waiting', 'waiting']),
    );
    expect(positions[0]).toBe(0);
    gate.resolve();
    await Promise.all(runs);
    expect(engine.status()).toMatchObject({ worker: 'idle', queue: [] });
  });

  it('cancels a waiting run at once and a running one when the worker hears it', async () => {
    const { engine, workers } = setUp(async (_request, cancelled) => {
      await cancelled;
      return { ok: false, failure: { code: 'cancelled', message: '', action: '' } };
    });
    const running = new AbortController();
    const waiting = new AbortController();
    const first = engine.run('echo', 'a', { signal: running.signal });
    const second = engine.run('echo', 'b', { signal: waiting.signal });
    await vi.waitFor(() => expect(engine.status().queue[0]?.state).toBe('running'));
    waiting.abort();
    expect(await second).toMatchObject({ ok: false, failure: { code: 'cancelled' }, run: { status: 'cancelled' } });
    await vi.waitFor(() => expect(engine.status().worker).toBe('busy'));
    running.abort();
    expect(await first).toMatchObject({ failure: { code: 'cancelled' } });
    expect(workers[0]?.terminated).toBe(false);
  });

  it('ends a worker that does not hear, and the next run has a fresh one', async () => {
    vi.useFakeTimers();
    try {
      let deaf = true;
      const { engine, workers } = setUp((...args) => (deaf ? hang : succeed)(...args));
      const controller = new AbortController();
      const run = engine.run('echo', 'a', { signal: controller.signal });
      await vi.advanceTimersByTimeAsync(10);
      controller.abort();
      await vi.advanceTimersByTimeAsync(2000);
      expect(await run).toMatchObject({ failure: { code: 'cancelled' } });
      expect(workers[0]?.terminated).toBe(true);
      deaf = false;
      expect(await engine.run('echo', 'b')).toMatchObject({ ok: true });
      expect(engine.status().restarts).toBe(1);
    } finally {
      vi.useRealTimers();
    }
  });

  it('names a worker that died in the middle of a run and replaces it', async () => {
    let alive = false;
    const { engine, workers } = setUp((...args) => {
      args[2]([{ type: 'compile' }]);
      return (alive ? succeed : hang)(...args);
    });
    const run = engine.run('echo', 'a');
    await vi.waitFor(() => expect(engine.status().worker).toBe('busy'));
    workers[0]?.die('killed');
    // It is repeated once by itself; a second death is told.
    await vi.waitFor(() => expect(workers).toHaveLength(2));
    await vi.waitFor(() => expect(engine.status().worker).toBe('busy'));
    workers[1]?.die('killed again');
    expect(await run).toMatchObject({
      ok: false,
      failure: { code: 'worker-crashed', detail: 'killed again' },
      run: { restarts: [{ failure: { detail: 'killed' } }] },
    });
    alive = true;
    expect(await engine.run('echo', 'b')).toMatchObject({ ok: true });
  });

  it('repeats a run once whose worker was gone before it began', async () => {
    let requests = 0;
    const { engine, workers } = setUp((...args) => {
      requests += 1;
      return (requests === 1 ? hang : succeed)(...args);
    });
    const run = engine.run('echo', 'a');
    await vi.waitFor(() => expect(requests).toBe(1));
    workers[0]?.die('killed');
    expect(await run).toMatchObject({ ok: true });
    expect(workers).toHaveLength(2);
  });

  it('replaces a worker that died while it was idle', async () => {
    const { engine, workers, startWorker } = setUp(succeed);
    await engine.run('echo', 'a');
    workers[0]?.die('killed');
    expect(await engine.run('echo', 'b')).toMatchObject({ ok: true });
    expect(startWorker).toHaveBeenCalledTimes(2);
  });

  it.each([null, { model: 42 }, { revision: 1 }, { signal: {} }, { onEvent: 'x' }, 'text'])(
    'never rejects, whatever the options are: %j',
    async (options) => {
      const result = await setUp(succeed).engine.run('echo', 'a', options as never);
      expect(options === null ? result.ok : !result.ok && result.failure.code).toBe(
        options === null || 'parameter-invalid',
      );
    },
  );

  it('stops at once while a worker that never answers is starting, and the next run has another', async () => {
    const { engine, startWorker } = setUp(succeed);
    startWorker.mockReturnValueOnce(new Promise(() => {}));
    const controller = new AbortController();
    const run = engine.run('echo', 'a', { signal: controller.signal });
    await vi.waitFor(() => expect(engine.status().worker).toBe('starting'));
    controller.abort();
    expect(await run).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    expect(engine.status().worker).toBe('off');
  });

  it('keeps notices and token counts in the record of a run that was stopped', async () => {
    const controller = new AbortController();
    const { engine } = setUp(async (_request, cancelled, onEvents) => {
      onEvents([
        { type: 'notice', notice: { code: 'tokens-limited', message: 'm' } },
        { type: 'token', sequence: 0, index: 0, tokenId: 1, text: 'x' },
      ]);
      controller.abort();
      await cancelled;
      return { ok: false, failure: { code: 'cancelled', message: '', action: '' } };
    });
    const { run } = await engine.run('echo', 'a', { signal: controller.signal });
    expect(run).toMatchObject({ status: 'cancelled', tokens: { output: 1 }, notices: [{ code: 'tokens-limited' }] });
  });

  it('ends a worker that reports an error of its own, so that none is left behind', async () => {
    const { engine, workers } = setUp(succeed);
    await engine.run('echo', 'a');
    workers[0]?.die('uncaught');
    await engine.run('echo', 'b');
    expect(workers.map((worker) => worker.terminated)).toEqual([true, false]);
  });

  it('opens the files of a model that is in memory only for a fresh worker', async () => {
    const { engine, workers, requests, open } = setUp(succeed);
    for (const text of ['a', 'b', 'c']) await engine.run('echo', text);
    expect(open).toHaveBeenCalledTimes(1);
    expect(requests.map(({ files }) => Object.keys(files))).toEqual([['model.onnx'], [], []]);
    workers[0]?.die('uncaught');
    await engine.run('echo', 'd');
    expect(open).toHaveBeenCalledTimes(2);
    expect(Object.keys(requests.at(-1)?.files ?? {})).toEqual(['model.onnx']);
  });

  it('opens them late where the worker is lost in the middle of the run', async () => {
    const { engine, workers, requests, open } = setUp(async (request) => {
      // The first worker dies in its second run.
      if (requests.length !== 2) return succeed(request, new Promise(() => {}), () => {});
      workers[0]?.die('out of memory');
      return new Promise(() => {});
    });
    await engine.run('echo', 'a');
    expect(await engine.run('echo', 'b')).toMatchObject({ ok: true });
    expect(requests.map(({ files }) => Object.keys(files))).toEqual([['model.onnx'], [], ['model.onnx']]);
    expect(open).toHaveBeenCalledTimes(2);
  });

  it('answers questions beside a run, and through a worker of its own where there is none', async () => {
    const { engine, workers } = setUp(hang);
    const controller = new AbortController();
    const running = engine.run('echo', 'a', { signal: controller.signal });
    const asked = engine.ask('say-again', 'count', { text: 'a' });
    expect(await asked).toEqual({ ok: true, value: { question: 'count', payload: { text: 'a' } } });
    expect(await engine.ask('sing', 'count', null)).toMatchObject({ failure: { code: 'task-unknown' } });
    expect(await engine.ask('echo', 'count', null, { model: 'x/y' })).toMatchObject({
      failure: { code: 'model-not-found' },
    });
    controller.abort();
    await running;
    workers[0]?.die('uncaught');
    expect(await engine.ask('echo', 'count', 1)).toMatchObject({ ok: true });
  });

  it('survives a worker that cannot start, and a listener that throws', async () => {
    const { engine, startWorker } = setUp(succeed);
    startWorker.mockRejectedValueOnce(new Error('404')).mockRejectedValueOnce(new Error('404'));
    expect(await engine.run('echo', 'a', { device: 'wasm' })).toMatchObject({
      failure: { code: 'worker-start-failed' },
    });
    const error = vi.spyOn(console, 'error').mockImplementation(() => {});
    const onEvent = () => {
      throw new Error('mine');
    };
    expect(await engine.run('echo', 'a', { onEvent })).toMatchObject({ ok: true });
    expect(error).toHaveBeenCalled();
  });
});
