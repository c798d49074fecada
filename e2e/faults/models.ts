import type { ServedModel } from './hub-answers';
import { fileOf, filesOfFolder, joined, type ServedFile, servedFile, syntheticFile } from './served-file';
import { paddingHead, tinyClassifier, tinyWeights } from './tiny-onnx';

const SENTIMENT = filesOfFolder('public/models/loupe/sentiment');

/** The files of a text classifier that are no weights. */
export const CLASSIFIER_FILES: Record<string, ServedFile> = Object.fromEntries(
  Object.entries(SENTIMENT).filter(([path]) => /^(config|tokenizer(_config)?)\.json$/.test(path)),
);

export const GRAPH = 'onnx/model_q4.onnx';
export const GRAPH_DATA = `${GRAPH}_data`;

/** `loupe/sentiment` under another name; files may be put in place of its own, or beside them. */
export const sentimentModel = (instead: Record<string, ServedFile> = {}): ServedModel => ({
  pipelineTag: 'text-classification',
  licence: 'mit',
  files: { ...CLASSIFIER_FILES, [GRAPH]: graphFile(), ...instead },
});

function graphFile(): ServedFile {
  const file = SENTIMENT[GRAPH];
  if (!file) throw new Error(`no ${GRAPH} in the starter`);
  return file;
}

/** The starter's graph in a file of so many bytes: what stands behind it is skipped by readers of ONNX. */
export function paddedGraph(bytes: number, seed = ''): ServedFile {
  const graph = graphFile();
  const rest = bytes - graph.bytes;
  const padding = rest - paddingHead(rest).length;
  return joined(graph, joined(fileOf(paddingHead(padding), true), syntheticFile(padding, Buffer.from(seed))));
}

/** A classifier of one embedding; with `dataBytes` its weights are the beginning of a file of that length beside it. */
export function tinyModel(dataBytes?: number): ServedModel {
  const weights = tinyWeights();
  if (dataBytes === undefined) return sentimentModel({ [GRAPH]: fileOf(tinyClassifier(), true) });
  const externalData = { location: 'model_q4.onnx_data', offset: 0, length: weights.length };
  const config = { ...JSON.parse(textOf('config.json')), 'transformers.js_config': { use_external_data_format: true } };
  return sentimentModel({
    'config.json': fileOf(JSON.stringify(config)),
    [GRAPH]: fileOf(tinyClassifier({ externalData }), true),
    [GRAPH_DATA]: syntheticFile(dataBytes, weights),
  });
}

/** A JSON file of the starter, as text. */
export function textOf(path: string): string {
  const file = CLASSIFIER_FILES[path];
  if (!file) throw new Error(`no ${path} in the starter`);
  return file.slice(0, file.bytes).toString();
}

/** A file that is never hashed nor listed with a size that is its own: what a listing says of it is another's. */
export const pretending = (file: ServedFile, as: ServedFile): ServedFile => ({
  ...servedFile(file.bytes, file.lfs, file.slice),
  sha256: as.sha256,
});
