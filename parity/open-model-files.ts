import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Dtype, filesOf, type ModelFile, type ModelRef } from '../src/contract/model';
import type { OpenedFiles } from '../src/contract/model-store';
import { fileOf } from './model-hosts';

const REPOSITORY = path.join(import.meta.dirname, '..');

/** Files of a model as the app's store opens them, from the folders of this repository. */
export async function openFiles(model: ModelRef, files: readonly ModelFile[]): Promise<OpenedFiles> {
  const opened: Record<string, Blob> = {};
  for (const { path: name, optional } of files) {
    const file = fileOf(model.baseUrl + name);
    if (!file) throw new Error(`a test must not reach ${model.baseUrl}${name}`);
    const bytes = await readFile(path.join(REPOSITORY, file)).catch(() => null);
    if (bytes) opened[name] = new Blob([new Uint8Array(bytes)]);
    else if (!optional) throw new Error(`${model.id} has no ${name}`);
  }
  return opened;
}

/** A model of a test's own making: another one's files, changed. */
export interface Variant {
  of: string;
  change(files: OpenedFiles): Promise<OpenedFiles>;
}

/** By their ids. */
export const variants = new Map<string, Variant>();

/** Everything that a run in one dtype needs. */
export async function openModelFiles(model: ModelRef, dtype: Dtype): Promise<OpenedFiles> {
  const variant = variants.get(model.id);
  if (!variant) return openFiles(model, filesOf(model, dtype) ?? model.files);
  const original = { ...model, id: variant.of, baseUrl: model.baseUrl.replace(model.id, variant.of) };
  return variant.change(await openModelFiles(original, dtype));
}
