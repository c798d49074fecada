import { useState } from 'react';
import type { Failure } from '../../contract/failure';
import type { StoredModel } from '../../contract/model-store';
import { useModelServices } from '../model-services';
import { type Collected, MOST_FILES, TooManyFiles } from './collect-files';
import { guessModel, type ModelGuess } from './guess-model';
import { rememberFolder } from './remembered-folders';

/** A model on its way in: chosen, named, stored. */
export type ImportState =
  | { step: 'idle' }
  | { step: 'reading' }
  | { step: 'chosen'; collected: Collected; guess: ModelGuess; folder: FileSystemDirectoryHandle | null }
  | { step: 'storing'; id: string; bytes: number; files: number }
  | { step: 'stored'; model: StoredModel; task: string | null }
  | { step: 'failed'; failure: Failure };

export interface ImportChoice {
  id: string;
  /** Null lets config.json decide. */
  task: string | null;
}

export function useImport() {
  const { store, tasks, chooseModel } = useModelServices();
  const [state, setState] = useState<ImportState>({ step: 'idle' });

  const read = async (collect: () => Promise<Collected | null>, folder: FileSystemDirectoryHandle | null = null) => {
    setState({ step: 'reading' });
    try {
      const collected = await collect();
      if (!collected) return setState({ step: 'idle' });
      setState({ step: 'chosen', collected, guess: await guessModel(collected), folder });
    } catch (error) {
      setState({ step: 'failed', failure: unreadable(error) });
    }
  };

  const add = async (
    { files, zip }: Collected,
    { id, task }: ImportChoice,
    folder: FileSystemDirectoryHandle | null,
  ) => {
    const bytes = zip?.size ?? files.reduce((sum, { blob }) => sum + blob.size, 0);
    setState({ step: 'storing', id, bytes, files: zip ? 1 : files.length });
    const options = { id, ...(task ? { task } : {}) };
    const outcome = await (zip ? store.importZip(zip, options) : store.importFiles(files, options));
    if (!outcome.ok) return setState({ step: 'failed', failure: outcome.failure });
    const model = outcome.value;
    if (folder) await rememberFolder({ id: model.id, handle: folder, readAt: Date.now(), ...(task ? { task } : {}) });
    const place = task ?? tasks.find((known) => model.tasks.includes(known.id))?.id ?? null;
    setState({ step: 'stored', model, task: place });
    // What was just added is what somebody wants to try.
    if (place) chooseModel(place, { model: model.id });
  };

  return { state, read, add, reset: () => setState({ step: 'idle' }) };
}

const unreadable = (error: unknown): Failure =>
  error instanceof TooManyFiles
    ? {
        code: 'import-refused',
        message: `There are more than ${MOST_FILES} files in it.`,
        action: 'Choose the folder of one model alone.',
      }
    : {
        code: 'import-refused',
        message: 'The files could not be read.',
        action: 'See whether they are still there and may be read, then choose them again.',
        detail: String(error),
      };
