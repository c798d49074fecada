import { type Failure, FailureError } from '../contract/failure';

/** What nobody thought of; a failure that was thrown on the way stays what it is. */
export const unforeseen = (error: unknown): Failure =>
  error instanceof FailureError
    ? error.failure
    : {
        code: 'internal',
        message: 'Something went wrong before the run began.',
        action: 'Check the call. If it happens again, please report it with the detail below.',
        detail: String(error),
      };

/** The app's own files, not a model's. */
export const notLoaded = (error: unknown): Failure => ({
  code: 'network-unreachable',
  message: 'A part of Loupe itself could not be loaded: the network or the server does not answer.',
  action: 'Check the connection and try again; once everything was loaded, Loupe works offline.',
  remedy: 'retry',
  detail: String(error),
});
