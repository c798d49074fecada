import type { Page } from '@playwright/test';
import { run } from '../app';
import { expect, TEXT, test } from './fault-test';
import { patchWorker } from './hub-page';
import { GRAPH, sentimentModel } from './models';
import { fileOf } from './served-file';
import { tinyClassifier } from './tiny-onnx';

const MODEL = 'someone/classifier';
const classify = (page: Page, options = {}) => run(page, 'text-classification', { text: TEXT }, options);
const scoreOf = (result: Awaited<ReturnType<typeof classify>>): number => (result.ok ? result.value[0].score : -1);

/** Keeps every device that is made, and destroys them all when it is told to. */
const DESTROYER = `
  const devices = [];
  const request = GPUAdapter.prototype.requestDevice;
  GPUAdapter.prototype.requestDevice = async function (...given) {
    const device = await request.apply(this, given);
    devices.push(device);
    return device;
  };
  new BroadcastChannel('gpu').onmessage = () => { for (const device of devices) device.destroy(); };`;

test.describe('a GPU that does not behave', () => {
  // So that the worker's script comes through the routes of these tests.
  test.use({ serviceWorkers: 'block' });

  test('GPU device destroyed mid-run', async ({ page, context }) => {
    await patchWorker(context, 'inference', DESTROYER);
    await page.reload();
    const result = await page.evaluate(async () => {
      let destroyed = false;
      const onEvent = (event: { type: string }) => {
        if (event.type !== 'token' || destroyed) return;
        destroyed = true;
        new BroadcastChannel('gpu').postMessage('destroy');
      };
      const input = { text: 'Once upon', max_new_tokens: 12, seed: 1 };
      const outcome = await window.loupe.run('text-generation', input, { device: 'webgpu', onEvent });
      return { ok: outcome.ok, code: outcome.ok ? '' : outcome.failure.code, restarts: outcome.run.restarts };
    });
    // Done again by itself on a new device, and the record says so; or named.
    if (result.ok) expect(result.restarts).toMatchObject([{ failure: { code: 'webgpu-device-lost' } }]);
    else expect(result.code).toBe('webgpu-device-lost');
    const again = await run(page, 'text-generation', { text: 'Once', max_new_tokens: 1 }, { device: 'webgpu' });
    expect(again.ok).toBe(true);
  });

  test('GPU device destroyed while idle', async ({ page, context }) => {
    await patchWorker(context, 'inference', DESTROYER);
    await page.reload();
    const before = await classify(page, { device: 'webgpu' });
    expect(before.ok).toBe(true);
    await page.evaluate(() => new BroadcastChannel('gpu').postMessage('destroy'));
    await page.waitForTimeout(500);
    const after = await classify(page, { device: 'webgpu' });
    expect(Math.abs(scoreOf(after) - scoreOf(before))).toBeLessThan(1e-3);
  });

  for (const { name, code, failure } of [
    {
      name: 'requestAdapter null',
      code: 'GPU.prototype.requestAdapter = async () => null;',
      failure: 'webgpu-unavailable',
    },
    {
      name: 'requestDevice rejected',
      code: `GPUAdapter.prototype.requestDevice = () => Promise.reject(new Error('Failed to create a device'));`,
      failure: 'webgpu-unavailable',
    },
  ]) {
    test(name, async ({ page, context }) => {
      await patchWorker(context, 'inference', code);
      await page.reload();
      const asked = await classify(page, { device: 'webgpu' });
      expect(asked).toMatchObject({ ok: false, failure: { code: failure } });
      const automatic = await classify(page);
      expect(automatic).toMatchObject({ ok: true, run: { device: 'wasm' } });
    });
  }
});

test('adapter without shader-f16', async ({ page, hub }) => {
  // The software adapter has none. A model that comes in float16 alone runs on the CPU, and where WebGPU is insisted on
  // the reason is given.
  const graph = sentimentModel().files[GRAPH];
  if (!graph) throw new Error('no graph');
  hub.models[MODEL] = sentimentModel({ 'onnx/model_fp16.onnx': graph });
  const { webgpu } = await page.evaluate(() => window.loupe.capabilities());
  expect(webgpu?.features).not.toContain('shader-f16');
  const asked = await classify(page, { model: MODEL, device: 'webgpu', dtype: 'fp16' });
  expect(asked).toMatchObject({ ok: false, failure: { code: 'webgpu-feature-missing' } });
  expect(await classify(page, { model: MODEL, dtype: 'fp16' })).toMatchObject({ ok: true, run: { device: 'wasm' } });
});

test('unsupported operator on WebGPU', async ({ page, hub }) => {
  // Det has a kernel on the CPU alone: ONNX Runtime computes it there, and the answer is that of WASM.
  hub.models[MODEL] = sentimentModel({
    [GRAPH]: fileOf(tinyClassifier({ extra: { op: 'Hardmax', domain: '' } }), true),
  });
  const cpu = await classify(page, { model: MODEL, device: 'wasm' });
  const gpu = await classify(page, { model: MODEL, device: 'webgpu' });
  expect(cpu.ok).toBe(true);
  if (gpu.ok) expect(gpu.value).toEqual(cpu.ok && cpu.value);
  else expect(gpu.failure.code).toBe('operator-unsupported');
  // One that nobody has is named on every device.
  hub.models['someone/odd'] = sentimentModel({
    [GRAPH]: fileOf(tinyClassifier({ extra: { op: 'FoldTime', domain: 'org.example' } }), true),
  });
  const odd = await classify(page, { model: 'someone/odd', device: 'webgpu' });
  expect(odd).toMatchObject({ ok: false, failure: { code: 'operator-unsupported' } });
});
