import type { Dtype, ModelFile, ModelRef, ModelWeights } from '../../src/contract/model';
import { DTYPE_SUFFIX, DTYPES } from '../../src/contract/model';

/** What weights beside a graph are called by Optimum and transformers.js (several where they exceed 2 GB). */
const EXTERNAL_DATA = /^\.(onnx_data(_\d+)?|onnx\.data(_\d+)?|data)$/;

/**
 * The model with the files that it really has: sizes and hashes are filled in, optional files and dtypes that are not
 * there left out, external data added. A file that every run needs stays even if it is not there: its absence must be
 * told.
 * @param model as a layout guesses it
 * @param has everything in its repository
 */
export function withRealFiles(model: ModelRef, has: readonly ModelFile[]): ModelRef {
  const byPath = new Map(has.map((file) => [file.path, file]));
  const real = (file: ModelFile): ModelFile[] => {
    const known = byPath.get(file.path);
    if (!known) return file.optional ? [] : [file];
    return [{ ...file, ...known }];
  };
  const weights = model.weights.flatMap((entry): ModelWeights[] => {
    // A tokenizer alone is wanted: any dtype will do.
    if (entry.files.length === 0) return [entry];
    const files = entry.files.flatMap(real);
    if (files.length === 0 || !files.every(({ path }) => byPath.has(path))) return [];
    return [{ ...entry, files: withExternalData(files, has) }];
  });
  return { ...model, files: model.files.flatMap(real), weights };
}

function withExternalData(files: readonly ModelFile[], has: readonly ModelFile[]): ModelFile[] {
  const listed = new Set(files.map(({ path }) => path));
  const stems = files.filter(({ path }) => path.endsWith('.onnx')).map(({ path }) => path.slice(0, -'.onnx'.length));
  const beside = has.filter(
    ({ path }) =>
      !listed.has(path) && stems.some((stem) => path.startsWith(stem) && EXTERNAL_DATA.test(path.slice(stem.length))),
  );
  return [...files, ...beside];
}

const GRAPH_OR_DATA = /^(.*?)\.(onnx(_data(_\d+)?|\.data(_\d+)?)?|pb)$/;

/** Dtypes with the longest suffix first: `_q4f16` must not be taken for `_q4`. */
const BY_SUFFIX = [...DTYPES].sort((a, b) => DTYPE_SUFFIX[b].length - DTYPE_SUFFIX[a].length);

/** The dtype that a file of weights belongs to; null for files that all dtypes share. */
export function dtypeOfPath(path: string): Dtype | null {
  const stem = GRAPH_OR_DATA.exec(path)?.[1];
  if (stem === undefined) return null;
  return BY_SUFFIX.find((dtype) => stem.endsWith(DTYPE_SUFFIX[dtype])) ?? null;
}
