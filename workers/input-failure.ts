import { type FailureCode, FailureError } from '../src/contract/failure';

/** An input or a knob that only the model's own files or limits could find wrong. */
export function inputFailure(
  code: Extract<FailureCode, 'input-empty' | 'input-invalid' | 'input-too-long' | 'parameter-invalid'>,
  field: string,
  message: string,
  action: string,
  detail?: string,
): FailureError {
  return new FailureError({ code, message, action, remedy: 'edit-input', field, ...(detail ? { detail } : {}) });
}
