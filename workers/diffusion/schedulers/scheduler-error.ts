/** What is wrong: a class or an option that does not exist here, a value out of range, or a call at the wrong time. */
export type SchedulerErrorCode = 'unknown_scheduler' | 'unsupported_option' | 'invalid_value' | 'not_ready';

/** The one error of this folder. Its message says in one sentence what is wrong and what is allowed. */
export class SchedulerError extends Error {
  override readonly name = 'SchedulerError';
  readonly code: SchedulerErrorCode;

  constructor(code: SchedulerErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
