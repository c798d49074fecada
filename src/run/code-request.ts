import type { ModelEntry } from '../contract/model';
import type { RunRecord } from '../contract/run';
import type { CodeModel, CodeRequest } from '../lib/code/snippet';

/**
 * What code is written from: the record of a run, and what the catalogue knows of its model.
 * @param models the catalogue's models for the task
 * @param starterFolder where this site has its starters; ends in a slash
 */
export function codeRequestOf(run: RunRecord, models: readonly ModelEntry[], starterFolder: string): CodeRequest {
  const { task, input, parameters, device, dtype } = run;
  return { task, input, parameters, device, dtype, model: codeModelOf(run.model, models, starterFolder) };
}

function codeModelOf(
  { id, revision, source }: RunRecord['model'],
  models: readonly ModelEntry[],
  starterFolder: string,
): CodeModel {
  const known = models.find((entry) => entry.id === id);
  const tasks = known ? { tasks: known.tasks } : {};
  if (source === 'starter') {
    return { id, revision: 'main', original: known?.standIn ?? standInFor(known, models), starterFolder, ...tasks };
  }
  return { id, revision, original: known?.convertedFrom ?? null, starterFolder: null, ...tasks };
}

/** A tab may take models of many tasks: what stands in for a starter must be able to do the same. */
function standInFor(starter: ModelEntry | undefined, models: readonly ModelEntry[]): string | null {
  const isLike = ({ tasks }: ModelEntry) => !starter || tasks.some((task) => starter.tasks.includes(task));
  const first = models.find((entry) => entry.source === 'hub' && isLike(entry));
  return first?.convertedFrom ?? first?.id ?? null;
}
