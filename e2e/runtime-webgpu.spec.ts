import type { BrowserContext, Page } from '@playwright/test';
import type { RunEvent } from '../src/contract/events';
import { expect, type PlainResult, runOk, test } from './app';

const REVIEW = { text: 'A warm, funny and beautifully acted film.' };

/** Puts code before that of the worker: a browser, a driver or a GPU that does not do as it should. */
const breakWorker = (context: BrowserContext, code: string) =>
  context.route('**/inference.worker-*.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: code + (await response.text()) });
  });

const runTelling = (page: Page, task: string, input: unknown, options: object = {}) =>
  page.evaluate(
    async ([id, given, rest]) => {
      const told: RunEvent[] = [];
      const result = await window.loupe.run(id, given, { ...rest, onEvent: (event) => told.push(event) });
      return { types: told.map(({ type }) => type), told, result: result as PlainResult };
    },
    [task, input, options] as const,
  );

// So that the worker's script comes through the routes.
test.use({ serviceWorkers: 'block' });

test('the first use compiles shaders and is checked against the CPU; what is known is not checked again', async ({
  page,
}) => {
  await page.goto('/');
  const first = await runTelling(page, 'text-classification', REVIEW, { device: 'webgpu' });
  expect(first.result).toMatchObject({ ok: true, run: { device: 'webgpu', self_check: 'checked', steps_down: [] } });
  expect(first.told).toContainEqual({ type: 'shaders', compiling: true });
  const check = first.told.find((event) => event.type === 'self-check' && event.result !== null);
  expect(check).toMatchObject({ result: { verdict: 'checked', deviation: expect.any(Number) } });
  await page.reload();
  const second = await runTelling(page, 'text-classification', REVIEW, { device: 'webgpu' });
  expect(second.types).not.toContain('self-check');
  expect(second.result).toMatchObject({ ok: true, run: { self_check: 'checked' } });

  await page.goto('/#/text-classification?text=A%20fine%20film.&device=webgpu&run=1');
  await expect(page.getByRole('region', { name: 'Labels' })).toContainText('checked on this');
});

test('a GPU that computes wrongly is found out by the self-check, and the run steps down', async ({
  page,
  context,
}) => {
  // A shader compiler that takes one function for another, on what tells to be a hardware adapter.
  await breakWorker(
    context,
    `const compile = GPUDevice.prototype.createShaderModule;
     GPUDevice.prototype.createShaderModule = function (descriptor) {
       const code = descriptor.code.replaceAll('inverseSqrt(', 'sqrt(').replaceAll('exp(', 'exp2(');
       return compile.call(this, { ...descriptor, code });
     };
     Object.defineProperty(GPUAdapter.prototype, 'info', {
       value: { vendor: 'wrong', architecture: '', device: '', description: '' },
     });`,
  );
  await page.goto('/');
  const first = await runTelling(page, 'text-classification', REVIEW);
  const wrong = {
    code: 'numerical-failure',
    message: expect.stringMatching(/computes wrongly on this GPU: .+ away from/),
  };
  expect(first.result).toMatchObject({ ok: true, run: { device: 'wasm', steps_down: [{ failure: wrong }] } });
  // Known from now on, also after a reload: nothing is loaded there to find out once more.
  await page.reload();
  await page.goto('/#/text-classification?text=A%20fine%20film.&run=1');
  await expect(page.getByText(/Moved from WebGPU \(q4\) to WASM \(q4\): The model computes wrongly/)).toBeVisible();
  await expect(page.getByRole('region', { name: 'Labels' })).toContainText('POSITIVE');
  const pinned = await runTelling(page, 'text-classification', REVIEW, { device: 'webgpu' });
  expect(pinned.types).toEqual(['attempt']);
  expect(pinned.result).toMatchObject({ ok: false, failure: { code: 'numerical-failure' } });
});

test('a device that is destroyed in the middle of a run: the run is done again by itself', async ({
  page,
  context,
}) => {
  // The first worker's device goes away at its fortieth submission, once.
  await breakWorker(
    context,
    `const ask = GPUAdapter.prototype.requestDevice;
     GPUAdapter.prototype.requestDevice = async function (...args) {
       const device = await ask.apply(this, args);
       const flags = await caches.open('test-flags');
       if (await flags.match('/destroyed')) return device;
       const submit = device.queue.submit.bind(device.queue);
       let left = 40;
       device.queue.submit = (buffers) => {
         submit(buffers);
         left -= 1;
         if (left !== 0) return;
         flags.put('/destroyed', new Response('yes')).then(() => device.destroy());
       };
       return device;
     };`,
  );
  await page.goto('/');
  const input = { text: 'Once upon a time', max_new_tokens: 24, do_sample: false };
  const wanted = await runOk(page, 'text-generation', input, { device: 'wasm' });
  const { types, result } = await runTelling(page, 'text-generation', input, { device: 'webgpu' });
  expect(types).toContain('restart');
  expect(result).toMatchObject({
    ok: true,
    run: { device: 'webgpu', restarts: [{ failure: { code: 'webgpu-device-lost' } }] },
  });
  if (result.ok) expect(result.value).toEqual(wanted.value);
});

test('an error that the GPU reports to nobody fails the run by name', async ({ page, context }) => {
  await breakWorker(
    context,
    `const ask = GPUAdapter.prototype.requestDevice;
     GPUAdapter.prototype.requestDevice = async function (...args) {
       const device = await ask.apply(this, args);
       const submit = device.queue.submit.bind(device.queue);
       let left = 12;
       device.queue.submit = (buffers) => {
         submit(buffers);
         left -= 1;
         // More than any buffer may have.
         if (left === 0) device.createBuffer({ size: 2 ** 52, usage: GPUBufferUsage.STORAGE });
       };
       return device;
     };`,
  );
  await page.goto('/');
  const { result } = await runTelling(page, 'text-classification', REVIEW, { device: 'webgpu' });
  expect(result).toMatchObject({ ok: false, failure: { code: expect.stringMatching(/session-failed|out-of-memory/) } });
  const wasm = await runOk(page, 'text-classification', REVIEW, { device: 'wasm' });
  expect(wasm.run.device).toBe('wasm');
});

test('no adapter for a device that was probed before: named, and WASM takes over', async ({ page, context }) => {
  await breakWorker(
    context,
    `const ask = GPU.prototype.requestAdapter; let asked = 0;
     GPU.prototype.requestAdapter = function (...args) {
       asked += 1;
       return asked === 1 ? ask.apply(this, args) : Promise.resolve(null);
     };
     Object.defineProperty(GPUAdapter.prototype, 'info', {
       value: { vendor: 'gone', architecture: '', device: '', description: '' },
     });`,
  );
  await page.goto('/');
  const { result } = await runTelling(page, 'text-classification', REVIEW);
  expect(result).toMatchObject({
    ok: true,
    run: { device: 'wasm', steps_down: [{ failure: { code: 'webgpu-unavailable' } }] },
  });
});
