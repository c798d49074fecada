// npm run models:check: loads every starter model in ONNX Runtime (the same WASM build as the app's) and compares it
// with the fixture beside it, which PyTorch computed: token ids equal, outputs within 1e-2 (quantised weights) or
// 1e-4 (float weights), greedy continuations equal, attentions within 1e-4 (they are computed with the same weights).
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import { checkAttentions } from './check-models/attentions.mjs';
import { difference, emptyPast, feedsOf, openGraph, presentOf, readJson } from './check-models/graph.mjs';
import { checkDiffusion, isDiffusion } from './check-models/scenes.mjs';
import { checkSeq2seq, isSeq2seq } from './check-models/seq2seq.mjs';

const MODELS = 'public/models/loupe';
const FLOAT_FILE = /^model(_attentions)?(_fp16)?\.onnx$/;

const likeliest = (logits) => logits.reduce((best, value, id) => (value > logits[best] ? id : best), 0);

async function runGreedy(session, promptIds, count) {
  let past = emptyPast(session);
  let ids = promptIds;
  const written = [];
  while (written.length < count) {
    const outputs = await session.run(feedsOf(session, ids, past));
    const { data, dims } = outputs.logits;
    const last = data.subarray((dims[1] - 1) * dims[2], dims[1] * dims[2]);
    const token = likeliest(last);
    written.push(token);
    ids = [token];
    past = presentOf(past, outputs);
  }
  return written;
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
  if (fixture.top_ids) {
    const { data, dims } = outputs.logits;
    const masked = data.subarray(fixture.mask_position * dims[2], (fixture.mask_position + 1) * dims[2]);
    const found = fixture.top_ids.map((id) => masked[id]);
    worst = Math.max(worst, difference(fixture.top_logits, found));
    if (likeliest(masked) !== fixture.top_ids[0]) problems.push('another token is likeliest for the mask');
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
  if (isSeq2seq(root)) {
    return (await checkSeq2seq(root, name, tokenizer, fixtures)) + (await checkAttentions(root, name));
  }
  let failures = 0;
  for (const file of readdirSync(path.join(root, 'onnx')).filter((entry) => entry.endsWith('.onnx'))) {
    const session = await openGraph(root, file);
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
  return failures + (await checkAttentions(root, name));
}

let failures = 0;
for (const name of readdirSync(MODELS)) {
  const root = path.join(MODELS, name);
  if (isDiffusion(root)) failures += await checkDiffusion(root, name);
  else if (existsSync(path.join(root, 'onnx')) && existsSync(path.join(root, 'fixture.json'))) {
    failures += await checkModel(name);
  }
}
if (failures > 0) console.error(`${failures} differences`);
process.exit(failures > 0 ? 1 : 0);
