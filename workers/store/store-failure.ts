import { type Failure, FailureError } from '../../src/contract/failure';
import type { ModelRef } from '../../src/contract/model';
import { isQuotaError } from './disk';
import { storageFull } from './failures';

/** Turns whatever was thrown inside the store into a failure. */
export function toStoreFailure(error: unknown, model: Pick<ModelRef, 'id' | 'source'>): Failure {
  if (error instanceof FailureError) return error.failure;
  if (isQuotaError(error)) return storageFull(model, null, []);
  return {
    code: 'internal',
    message: `The files of ${model.id} could not be stored or read.`,
    action:
      'Try again. If it happens again, delete the model under Models, and please report it with the detail below.',
    remedy: 'retry',
    detail: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
  };
}
