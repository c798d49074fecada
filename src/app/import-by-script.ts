import type { LoupeConsole } from '../contract/console';
import type { LocalFile } from '../contract/model-store';
import { failed } from '../contract/outcome';
import { openModelStore } from './model-store';

/** `window.loupe.importModel`: whatever a script may have at hand, as the store takes it. */
export const importByScript: LoupeConsole['importModel'] = async (files, options) => {
  try {
    const store = await openModelStore();
    const { id, task } = options;
    const named = { id: String(id ?? ''), ...(task === undefined ? {} : { task: String(task) }) };
    if (files instanceof Blob) return await store.importZip(files, named);
    return await store.importFiles(Array.from(files, localFile), named);
  } catch (error) {
    return failed({
      code: 'import-refused',
      message: 'The files could not be handed to the model store.',
      action: 'Pass a list of files, or { path, blob } objects, or a zip as a Blob; and { id, task }.',
      detail: String(error),
    });
  }
};

const localFile = (file: File | LocalFile): LocalFile =>
  file instanceof File ? { path: file.webkitRelativePath || file.name, blob: file } : file;
