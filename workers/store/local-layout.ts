import type { Failure } from '../../src/contract/failure';
import { failed, type Outcome, success } from '../../src/contract/outcome';
import { importRefused } from './failures';

/** Where a file of a folder goes in the store, by its path in the folder. */
export type Placement = ReadonlyMap<string, string>;

const WANTED = /\.(json|jinja|txt|model|pb|onnx(_data(_\d+)?|\.data(_\d+)?)?)$/;
const GRAPH = /\.onnx(_data(_\d+)?|\.data(_\d+)?)?$/;
const PAPERS = /^(licen[cs]e|readme|notice)[\w.-]*$/i;

/**
 * Maps a folder to what the runtime expects: diffusers' layout as it is, otherwise transformers.js' with its graphs in
 * `onnx/`, where they may also lie beside config.json. One folder around everything is taken off. Other files (PyTorch
 * weights, pictures) are left out.
 * @param paths inside the folder that was handed over, already checked
 */
export function placeFiles(paths: readonly string[]): Outcome<Placement> {
  const root = rootOf(paths);
  if (root === null) return failed(noModel(paths));
  const inside = paths.filter((path) => path.startsWith(root)).map((path) => path.slice(root.length));
  const diffusers = inside.includes('model_index.json');
  const inOnnx = inside.some((path) => path.startsWith('onnx/') && GRAPH.test(path));
  const placement = new Map<string, string>();
  for (const path of inside) {
    const to = diffusers ? diffusersPlace(path) : transformersPlace(path, inOnnx);
    if (to !== null) placement.set(root + path, to);
  }
  return success(placement);
}

/** The folder with config.json, model_index.json or tokenizer.json that lies highest; ends in a slash unless it is the top. */
function rootOf(paths: readonly string[]): string | null {
  for (const name of ['model_index.json', 'config.json', 'tokenizer.json']) {
    const folders = paths
      .filter((path) => path === name || path.endsWith(`/${name}`))
      .map((path) => path.slice(0, -name.length))
      .sort((a, b) => a.length - b.length);
    if (folders[0] !== undefined) return folders[0];
  }
  return null;
}

function transformersPlace(path: string, inOnnx: boolean): string | null {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (isHidden(path)) return null;
  if (path.startsWith('onnx/')) return path.split('/').length === 2 && WANTED.test(name) ? path : null;
  if (path.includes('/')) return null;
  if (GRAPH.test(name)) return inOnnx ? null : `onnx/${name}`;
  return WANTED.test(name) || PAPERS.test(name) ? path : null;
}

function diffusersPlace(path: string): string | null {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return !isHidden(path) && path.split('/').length <= 2 && (WANTED.test(name) || PAPERS.test(name)) ? path : null;
}

const isHidden = (path: string): boolean => path.split('/').some((step) => step.startsWith('.') || step === '__MACOSX');

function noModel(paths: readonly string[]): Failure {
  const torch = paths.some((path) => /\.(safetensors|bin|pt|ckpt)$/.test(path));
  const graphs = paths.some((path) => GRAPH.test(path));
  if (torch && !graphs) {
    return importRefused(
      'There are PyTorch weights here, but no ONNX model.',
      'Convert the model to ONNX first, with Optimum or the conversion script of transformers.js.',
    );
  }
  return importRefused(
    graphs ? 'There is an ONNX file, but no config.json that says what it is.' : 'There is no model in these files.',
    'Choose a folder or zip with config.json (or model_index.json), the tokenizer and the ONNX files.',
  );
}
