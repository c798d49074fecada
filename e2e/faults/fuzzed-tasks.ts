import { existsSync, readdirSync } from 'node:fs';
import type { TaskDefinition } from '../../src/contract/task';
import type { FuzzedTask } from './fuzz-inputs';

const TASKS = new URL('../../src/tasks/', import.meta.url);

/** Makes runs long, or their outputs many. */
const SLOW = [
  'max_new_tokens',
  'max_length',
  'min_length',
  'min_new_tokens',
  'max_time',
  'num_inference_steps',
  'width',
  'height',
  'num_images_per_prompt',
  'num_return_sequences',
  'num_beams',
];

/** So that a request that is legal is answered soon. */
const QUICK: Readonly<Record<string, unknown>> = { max_new_tokens: 2, num_inference_steps: 2, width: 64, height: 64 };

const QUICK_TEXTS: Readonly<Record<string, string>> = { text: 'The [MASK] sat.', context: 'A cat sat on a red mat.' };

/** A task as the fuzzer sees it; a picture stands in the request as `null` until the page puts one there. */
export function fuzzedTask(task: TaskDefinition): FuzzedTask {
  const texts = Object.entries(task.inputs).map(([name, { type }]) => [
    name,
    type === 'labels' ? ['animals', 'weather'] : type === 'image' ? null : (QUICK_TEXTS[name] ?? 'What is a cat?'),
  ]);
  const quick = Object.entries(QUICK).filter(([name]) => name in task.parameters);
  return {
    id: task.id,
    inputs: Object.fromEntries(Object.entries(task.inputs).map(([name, spec]) => [name, { ...spec }])),
    parameters: Object.fromEntries(
      Object.entries(task.parameters).map(([name, spec]) => [
        name,
        {
          type: spec.type,
          ...('minimum' in spec && { minimum: spec.minimum, maximum: spec.maximum }),
          ...('choices' in spec && { choices: spec.choices.map(({ value }) => value) }),
        },
      ]),
    ),
    base: { ...Object.fromEntries(texts), ...Object.fromEntries(quick) },
    slow: SLOW,
    runs: task.layout === 'diffusers' ? 25 : 80,
  };
}

/** Every task that answers a request with a result of its own, in the order of their folders. */
export async function allTasks(): Promise<TaskDefinition[]> {
  const files = readdirSync(TASKS).map((folder) => new URL(`${folder}/task.ts`, TASKS));
  const modules = await Promise.all(files.filter((file) => existsSync(file)).map((file) => import(file.href)));
  const tasks = modules.map((module: { task: TaskDefinition }) => module.task);
  return tasks.filter(({ group }) => group === 'text' || group === 'image');
}
