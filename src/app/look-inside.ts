import type { RunRecord } from '../contract/run';
import type { TaskDefinition } from '../contract/task';
import type { InsideRequest, LookInside } from '../lib/look-inside';
import { buildPermalink } from '../lib/permalink';
import { parameterProblem } from '../lib/validate-request';
import type { InsideLink } from '../run/inside-link';
import { tasks } from './registry';

/** Views are found as tasks are: those with a `look-inside.ts`. */
const views = import.meta.glob<LookInside>('../tasks/*/look-inside.ts', { import: 'lookInside' });

/** The views that have something to show of a run, in the order of the rail. */
export async function lookInside(run: RunRecord, value: unknown): Promise<InsideLink[]> {
  const found = tasks.map(async (task): Promise<InsideLink[]> => {
    const load = task.id === run.task ? undefined : views[`../tasks/${task.id}/look-inside.ts`];
    const request = load && (await load())(run, value);
    return request ? [{ title: task.title, summary: task.summary, href: linkTo(task, request) }] : [];
  });
  return (await Promise.all(found)).flat();
}

function linkTo(task: TaskDefinition, { input, parameters = {}, model }: InsideRequest): string {
  const taken = Object.entries(parameters).filter(([name, given]) => {
    const spec = Object.hasOwn(task.parameters, name) ? task.parameters[name] : undefined;
    return spec && parameterProblem(spec, given) === null;
  });
  const state = { input, parameters: Object.fromEntries(taken), ...(model ? { model } : {}) };
  return `${buildPermalink(task, state)}&run=1`;
}
