import type { Failure } from '../src/contract/failure';
import type { WorkerRequest } from '../src/contract/run';

/**
 * What a run goes on from is the caller's, and its shape the runner's own affair: where a runner stumbles and something
 * was given, it may be that.
 */
export function blameResume(failure: Failure, { resume }: Pick<WorkerRequest, 'resume'>): Failure {
  if (failure.code !== 'internal' || resume.length === 0) return failure;
  return {
    code: 'parameter-invalid',
    message: 'The run could not go on from `resume`: its items may not be those of a run of this task.',
    action: 'Pass the items of the `items` events of the same batch, or leave `resume` out.',
    remedy: 'edit-input',
    field: 'resume',
    ...(failure.detail === undefined ? {} : { detail: failure.detail }),
  };
}
