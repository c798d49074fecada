import { expect, runOk, test } from './app';

// One short text each: the software adapter takes seconds where WASM takes none. Lengths are tested there.
const CASES: [task: string, input: object][] = [
  ['token-classification', { text: 'Angela Merkel visited Paris.', aggregation_strategy: 'first' }],
  ['question-answering', { question: 'Who slept?', context: 'The dog slept.' }],
  ['fill-mask', { text: 'She drank a cup of [MASK].', top_k: 3 }],
];

/** Scores rounded away: they differ in the last digits. */
const shapeOf = (value: unknown): string =>
  JSON.stringify(value, (key, inner: unknown) => (key === 'score' ? Math.round(Number(inner) * 50) : inner));

for (const [task, input] of CASES) {
  test(`${task} runs on WebGPU and agrees with WASM`, async ({ page }) => {
    await page.goto('/');
    const cpu = await runOk(page, task, input, { device: 'wasm' });
    const gpu = await runOk(page, task, input, { device: 'webgpu' });
    expect(gpu.run).toMatchObject({ device: 'webgpu', steps_down: [] });
    expect(shapeOf(gpu.value)).toBe(shapeOf(cpu.value));
  });
}
