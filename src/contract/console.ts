import type { Capabilities } from './capabilities';
import type { RunOptions } from './engine';
import type { ImportOptions, LocalFile, StoredModel } from './model-store';
import type { Outcome } from './outcome';
import type { RunResult } from './run';

/** `window.loupe`: what the interface does, for scripts in the DevTools console and for tests. A public contract. */
export interface LoupeConsole {
  version: string;
  /** What can be run, and the starter models that come with it; any compatible Hub id will do as well. */
  tasks(): { id: string; title: string; models: string[] }[];
  capabilities(): Promise<Capabilities>;
  /**
   * Runs a task. Never rejects: the outcome says whether it went well.
   * @param input inputs and parameters in one object, named as in Hugging Face's pipelines, or the bare text
   * @param options parameters may stand here as well, as the pipelines take them; the input goes before them
   */
  run(
    taskId: string,
    input: unknown,
    options?: RunOptions | (RunOptions & Readonly<Record<string, unknown>>),
  ): Promise<RunResult>;
  /**
   * Takes a model from this machine: its files (as a file picker, a folder picker or a drop gives them, or with paths of
   * their own), or a zip. Never rejects. Its `id` is what {@link run} takes as `model`.
   */
  importModel(
    files: Iterable<File | LocalFile> | ArrayLike<File | LocalFile> | Blob,
    options: ImportOptions,
  ): Promise<Outcome<StoredModel>>;
}
