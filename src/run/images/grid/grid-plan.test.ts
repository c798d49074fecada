import { describe, expect, it } from 'vitest';
import type { TaskDefinition } from '../../../contract/task';
import { DIFFUSION_PARAMETERS, SIZE_PARAMETERS } from '../../../lib/diffusion-parameters';
import { axisNames, PROMPT_WORDS, planGrid, readAxis } from './grid-plan';

const task = {
  id: 'text-to-image',
  parameters: { ...SIZE_PARAMETERS, ...DIFFUSION_PARAMETERS },
} as unknown as TaskDefinition;
const PROMPT = 'a red house and a red boat';
const labels = (name: string, text: string) => {
  const values = readAxis(task, { name, text }, PROMPT);
  return typeof values === 'string' ? values : values.map(({ label }) => label);
};
const base = {
  input: { prompt: PROMPT },
  parameters: { seed: 7, num_images: 4, num_inference_steps: 50 },
  model: 'loupe/scenes',
  device: 'auto',
  dtype: 'auto',
} as const;

describe('the values of an axis', () => {
  it.each([
    ['num_inference_steps', '5, 10,20', ['5', '10', '20']],
    ['num_inference_steps', '1-5', ['1', '2', '3', '4', '5']],
    ['num_inference_steps', '10-30 (+10), 50', ['10', '20', '30', '50']],
    ['num_inference_steps', '1-10 [4]', ['1', '4', '7', '10']],
    ['guidance_scale', '0.2-1 [5]', ['0.2', '0.4', '0.6', '0.8', '1']],
    ['guidance_scale', '1-0 (0.5)', ['1', '0.5', '0']],
    ['clip_skip', 'none, 1', ['none', '1']],
    ['seed', '3, 3, 4', ['3', '4']],
    ['scheduler', 'Euler a, DPM++ 2M Karras, UniPCMultistepScheduler', ['Euler a', 'DPM++ 2M Karras', 'UniPC']],
    [PROMPT_WORDS, 'red, blue, "dark, green"', ['red', 'blue', 'dark, green']],
  ])('of %s in %j', (name, text, expected) => {
    expect(labels(name, text)).toEqual(expected);
  });

  it.each([
    ['num_inference_steps', '', 'Type some values, with commas between them.'],
    ['num_inference_steps', 'ten', 'num_inference_steps must be a whole number from 1 to 1000.'],
    ['num_inference_steps', '0-3', 'num_inference_steps must be from 1 to 1000, not 0.'],
    [PROMPT_WORDS, 'red', 'Type the words to replace, a comma, and what to put in their place.'],
    [PROMPT_WORDS, 'green, blue', '“green” is not in the prompt.'],
  ])('of %s in %j are refused in words', (name, text, problem) => {
    expect(labels(name, text)).toBe(problem);
  });

  it('name an unknown scheduler', () => {
    expect(labels('scheduler', 'Oiler')).toMatch(/^scheduler must be one of default, DDIMScheduler/);
  });
});

describe('a plan', () => {
  it('has a cell for each pair, row by row, each with one picture', () => {
    const columns = readAxis(task, { name: 'num_inference_steps', text: '2, 4' }, PROMPT);
    const rows = readAxis(task, { name: PROMPT_WORDS, text: 'red, blue' }, PROMPT);
    if (typeof columns === 'string' || typeof rows === 'string') throw new Error('refused');
    const plan = planGrid(base, { columns: 'num_inference_steps', rows: PROMPT_WORDS }, columns, rows);
    expect(plan.columns).toEqual(['num_inference_steps 2', 'num_inference_steps 4']);
    expect(plan.rows).toEqual(['red', 'blue']);
    expect(plan.cells.map(({ row, column, asked }) => [row, column, asked.parameters.num_inference_steps])).toEqual([
      [0, 0, 2],
      [0, 1, 4],
      [1, 0, 2],
      [1, 1, 4],
    ]);
    expect(plan.cells[2]?.asked).toMatchObject({
      input: { prompt: 'a blue house and a blue boat' },
      parameters: { seed: 7, num_images: 1 },
    });
  });

  it('offers strength only where a task has it', () => {
    expect(axisNames(task)).not.toContain('strength');
    expect(axisNames(task)).toContain('scheduler');
  });
});
