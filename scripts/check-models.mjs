// npm run models:check: loads every starter model in ONNX Runtime (the same WASM build as the app's) and compares it
// with the fixture beside it, which PyTorch computed: token ids equal, outputs within 1e-2 (quantised weights) or
// 1e-4 (float weights), greedy continuations equal.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import { InferenceSession, Tensor } from 'onnxruntime-web';

const MODELS = 'public/models/loupe';
const FLOAT_FILE = /^model(_fp16)?\.onnx$/;

const readJson = (...parts) => JSON.parse(readFileSync(path.join(...parts), 'utf8'));
const int64 = (values) => new Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length]);

/** Feeds for one text; only those that the graph has. */
function feedsOf(session, ids, past, typeIds) {
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
function emptyPast(session) {
  const entries = session.inputMetadata.filter(({ name }) => name.startsWith('past_key_values'));
  if (entries.length === 0) return null;
  return Object.fromEntries(
    entries.map(({ name, shape }) => [name, new Tensor('float32', new Float32Array(0), [1, shape[1], 0, shape[3]])]),
  );
}

async function runGreedy(session, promptIds, count) {
  let past = emptyPast(session);
  let ids = promptIds;
  const written = [];
  while (written.length < count) {
    const outputs = await session.run(feedsOf(session, ids, past));
    const { data, dims } = outputs.logits;
    const last = data.subarray((dims[1] - 1) * dims[2], dims[1] * dims[2]);
    const token = last.reduce((best, value, id) => (value > last[best] ? id : best), 0);
    written.push(token);
    ids = [token];
    past = Object.fromEntries(
      Object.keys(past).map((name) => [name, outputs[name.replace('past_key_values', 'present')]]),
    );
  }
  return written;
}

/** The largest difference between a fixture's values and the first values of an output. */
function difference(expected, actual) {
  const values = [expected].flat(Number.POSITIVE_INFINITY);
  return Math.max(...values.map((value, index) => Math.abs(value - actual[index])));
}

async function checkCase(session, tokenizer, fixture, tolerance) {
  const problems = [];
  const encoded = tokenizer.encode(fixture.text, { text_pair: fixture.text_pair ?? null });
  if (JSON.stringify(encoded.ids.map(Number)) !== JSON.stringify(fixture.input_ids)) problems.push('token ids differ');
  const outputs = await session.run(feedsOf(session, fixture.input_ids, emptyPast(session), fixture.token_type_ids));
  let worst = 0;
  for (const name of session.outputNames.filter((output) => output in fixture)) {
    worst = Math.max(worst, difference(fixture[name], outputs[name].data));
  }
  if (fixture.first_logits) {
    const { data, dims } = outputs.logits;
    worst = Math.max(worst, difference(fixture.first_logits, data.subarray((dims[1] - 1) * dims[2])));
  }
  if (!(worst <= tolerance)) problems.push(`an output differs by ${worst.toExponential(1)}`);
  if (fixture.greedy_ids) {
    const written = await runGreedy(session, fixture.input_ids, fixture.greedy_ids.length);
    if (JSON.stringify(written) !== JSON.stringify(fixture.greedy_ids)) problems.push('greedy tokens differ');
  }
  return { problems, worst };
}

async function checkModel(name) {
  const root = path.join(MODELS, name);
  const tokenizer = new Tokenizer(readJson(root, 'tokenizer.json'), readJson(root, 'tokenizer_config.json'));
  const fixtures = readJson(root, 'fixture.json');
  let failures = 0;
  for (const file of readdirSync(path.join(root, 'onnx')).filter((entry) => entry.endsWith('.onnx'))) {
    const session = await InferenceSession.create(readFileSync(path.join(root, 'onnx', file)));
    const tolerance = FLOAT_FILE.test(file) ? 1e-4 : 1e-2;
    let worst = 0;
    for (const fixture of fixtures) {
      const result = await checkCase(session, tokenizer, fixture, tolerance);
      worst = Math.max(worst, result.worst);
      failures += result.problems.length;
      for (const problem of result.problems) console.error(`  loupe/${name} ${file}: ${problem} for "${fixture.text}"`);
    }
    const figure = `largest difference ${worst.toExponential(1)}`;
    console.log(`  loupe/${name} ${file}: ${fixtures.length} cases, ${figure}, at most ${tolerance}`);
    await session.release();
  }
  return failures;
}

let failures = 0;
for (const name of readdirSync(MODELS)) {
  if (existsSync(path.join(MODELS, name, 'onnx')) && existsSync(path.join(MODELS, name, 'fixture.json'))) {
    failures += await checkModel(name);
  }
}
if (failures > 0) console.error(`${failures} differences`);
process.exit(failures > 0 ? 1 : 0);
