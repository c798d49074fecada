// What the checks share: opening a graph, feeding it, comparing its outputs.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-web';

/** What the names of graphs with attention outputs contain. */
export const ATTENTIONS = '_attentions';

export const readJson = (...parts) => JSON.parse(readFileSync(path.join(...parts), 'utf8'));
const int64 = (values) => new Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length]);

/** A session of a file in `onnx/`. A graph with attention outputs has its weights in the file of the plain graph. */
export function openGraph(root, file) {
  const read = (name) => readFileSync(path.join(root, 'onnx', name));
  if (!file.includes(ATTENTIONS)) return InferenceSession.create(read(file));
  const owner = file.replace(ATTENTIONS, '');
  return InferenceSession.create(read(file), { externalData: [{ path: owner, data: read(owner) }] });
}

/** Feeds for one text; only those that the graph has. */
export function feedsOf(session, ids, past, typeIds) {
  const read = past ? pastLength(past) : 0;
  const all = {
    input_ids: int64(ids),
    attention_mask: int64(Array(read + ids.length).fill(1)),
    token_type_ids: int64(typeIds ?? Array(ids.length).fill(0)),
    position_ids: int64(ids.map((_, index) => read + index)),
    ...past,
  };
  return Object.fromEntries(session.inputNames.map((name) => [name, all[name]]));
}

const pastLength = (past) => Object.values(past)[0]?.dims[2] ?? 0;

/** An empty key/value cache, or null for a graph without one. */
export function emptyPast(session) {
  const entries = session.inputMetadata.filter(({ name }) => name.startsWith('past_key_values'));
  if (entries.length === 0) return null;
  return Object.fromEntries(
    entries.map(({ name, shape }) => [name, new Tensor('float32', new Float32Array(0), [1, shape[1], 0, shape[3]])]),
  );
}

/** The cache after a run: what the graph puts out, under the names of its inputs. */
export const presentOf = (past, outputs) =>
  Object.fromEntries(
    Object.entries(past).map(([name, before]) => [name, outputs[name.replace('past_key_values', 'present')] ?? before]),
  );

/** The largest difference between a fixture's values and the first values of an output. */
export function difference(expected, actual) {
  const values = [expected].flat(Number.POSITIVE_INFINITY);
  return Math.max(...values.map((value, index) => Math.abs(value - actual[index])));
}

/** How far the rows of an attention […, queries, keys] are from summing to 1. */
export function sumError({ data, dims }) {
  const keys = dims.at(-1);
  let worst = 0;
  for (let row = 0; row < data.length; row += keys) {
    const sum = data.subarray(row, row + keys).reduce((total, value) => total + value, 0);
    worst = Math.max(worst, Math.abs(sum - 1));
  }
  return worst;
}
