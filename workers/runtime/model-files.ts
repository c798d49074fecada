import type { OpenedFiles } from '../../src/contract/model-store';

/** The verified files of one model, readable by path. */
export interface ModelFiles {
  /** Null where the model has no such file. */
  read(path: string): Promise<Response | null>;
}

/** What the model store has opened, as runners and transformers.js want it. */
export const modelFilesOf = (opened: OpenedFiles): ModelFiles => ({
  async read(path) {
    const blob = Object.hasOwn(opened, path) ? opened[path] : undefined;
    return blob ? new Response(blob, { headers: { 'content-length': String(blob.size) } }) : null;
  },
});
