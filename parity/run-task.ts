import { findModel, resolveModel } from '../src/catalog/resolve-model';
import type { RunEvent } from '../src/contract/events';
import { FailureError } from '../src/contract/failure';
import type { Outcome } from '../src/contract/outcome';
import type { WorkerResult } from '../src/contract/run';
import type { TaskDefinition } from '../src/contract/task';
import { validateRequest } from '../src/lib/validate-request';
import { type AnyRunner, createHost } from '../workers/host';
import { ADDRESSES } from './model-hosts';
import { openFiles, openModelFiles } from './open-model-files';

const runners = import.meta.glob<{ default: AnyRunner }>('../src/tasks/*/worker.ts');
const definitions = import.meta.glob<{ task: TaskDefinition }>('../src/tasks/*/task.ts', { eager: true });

const host = createHost(async (task) => {
  const importRunner = runners[`../src/tasks/${task}/worker.ts`];
  return importRunner ? (await importRunner()).default : null;
});

let runs = 0;

/** Whether the app has this task. */
export const hasTask = (id: string): boolean =>
  `../src/tasks/${id}/task.ts` in definitions && `../src/tasks/${id}/worker.ts` in runners;

/** Whether a model can be had: a starter only when the catalogue has it. */
export const hasModel = (id: string): boolean => !id.startsWith('loupe/') || findModel(id) !== undefined;

/**
 * Runs a task as the app's worker does: the request is checked and filled in by the task's definition, and the host
 * loads the model and calls the task's runner.
 * @param given inputs and parameters in one object
 * @throws FailureError when the request is refused or the run fails
 */
export async function runTask(
  id: string,
  modelId: string,
  given: unknown,
): Promise<WorkerResult & { events: RunEvent[] }> {
  const task = definitions[`../src/tasks/${id}/task.ts`]?.task;
  if (!task) throw new Error(`there is no task ${id}`);
  const model = valueIn(resolveModel(ADDRESSES, modelId, 'main', task));
  const events: RunEvent[] = [];
  runs += 1;
  const dtype = findModel(modelId)?.weights[0]?.dtype ?? 'fp32';
  const outcome = await host.run(
    {
      ...valueIn(validateRequest(task, given)),
      runId: `run-${runs}`,
      task: id,
      model,
      files: await openModelFiles(model, dtype),
      rung: { device: 'wasm', dtype },
      resume: [],
    },
    (batch) => events.push(...batch),
    null,
  );
  return { ...valueIn(outcome), events };
}

/** Asks a task's runner a question, as the page does beside its runs. */
export async function askTask(id: string, modelId: string, question: string, payload: unknown): Promise<unknown> {
  const task = definitions[`../src/tasks/${id}/task.ts`]?.task;
  const model = valueIn(resolveModel(ADDRESSES, modelId, 'main', task));
  const asked = { task: id, question, payload, model };
  const files = await openFiles(model, valueIn(await host.filesFor(asked)));
  return valueIn(await host.ask({ ...asked, files }));
}

function valueIn<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  const { failure } = outcome;
  throw new FailureError({ ...failure, message: [failure.code, failure.message, failure.detail].join(' ') });
}
