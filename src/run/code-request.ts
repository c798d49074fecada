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
  if (source === 'starter') {
    const chosen = models.find((entry) => entry.id === id)?.standIn;
    const first = models.find((entry) => entry.source === 'hub');
    return { id, revision: 'main', original: chosen ?? first?.convertedFrom ?? first?.id ?? null, starterFolder };
  }
  const known = models.find((entry) => entry.id === id);
  return { id, revision, original: known?.convertedFrom ?? null, starterFolder: null };
}
