// Compares the graphs with attention outputs with fixture_attentions.json, which PyTorch computed with the same weights.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { Tensor } from 'onnxruntime-web';
import { ATTENTIONS, difference, emptyPast, feedsOf, openGraph, presentOf, readJson, sumError } from './graph.mjs';

const FIXTURE = 'fixture_attentions.json';
const TOLERANCE = 1e-4;
const SUM_TOLERANCE = 1e-5;

/** Compares the attentions among some outputs; `rowsOf` takes what was computed from a head's rows of the fixture. */
function compare(fixture, outputs, rowsOf) {
  const names = Object.keys(outputs).filter((name) => name.includes('attentions.'));
  let worst = 0;
  for (const name of names) {
    const expected = fixture[name].map(rowsOf);
    const shape = [1, expected.length, expected[0].length, expected[0][0].length];
    if (String(outputs[name].dims) !== String(shape))
      throw new Error(`${name} is [${outputs[name].dims}], not [${shape}]`);
    if (!(sumError(outputs[name]) <= SUM_TOLERANCE)) throw new Error(`rows of ${name} do not sum to 1`);
    worst = Math.max(worst, difference(expected, outputs[name].data));
  }
  return { names, worst };
}

/** All ids at once, and, for a graph with a cache, the last one alone after the others. */
async function runAndCompare(session, ids, typeIds, fixture, more = {}) {
  const run = (part, past) => session.run({ ...feedsOf(session, part, past, typeIds), ...more });
  const past = emptyPast(session);
  const outputs = await run(ids, past);
  const whole = compare(fixture, outputs, (rows) => rows);
  if (!past) return { outputs, ...whole };
  const before = await run(ids.slice(0, -1), past);
  const step = await run(ids.slice(-1), presentOf(past, before));
  const last = compare(fixture, step, (rows) => rows.slice(-1));
  return { outputs, names: whole.names, worst: Math.max(whole.worst, last.worst) };
}

/** The results of the one graph, or of encoder and decoder. */
async function runFixture(sessions, fixture) {
  const { input_ids: ids, decoder_input_ids: written, token_type_ids: typeIds } = fixture;
  if (!sessions.encoder) return [await runAndCompare(sessions.model, ids, typeIds, fixture)];
  const encoded = await runAndCompare(sessions.encoder, ids, typeIds, fixture);
  const source = {
    encoder_hidden_states: encoded.outputs.last_hidden_state,
    encoder_attention_mask: new Tensor('int64', new BigInt64Array(ids.length).fill(1n), [1, ids.length]),
  };
  return [encoded, await runAndCompare(sessions.decoder, written, undefined, fixture, source)];
}

/** Checks a model's graphs with attention outputs, if it has any; returns the number of failures. */
export async function checkAttentions(root, name) {
  const files = readdirSync(path.join(root, 'onnx')).filter((file) => file.includes(ATTENTIONS));
  if (files.length === 0) return 0;
  const sessions = {};
  for (const file of files) sessions[file.split('_')[0]] = await openGraph(root, file);
  let failures = 0;
  for (const fixture of readJson(root, FIXTURE)) {
    try {
      const results = await runFixture(sessions, fixture);
      const worst = Math.max(...results.map((result) => result.worst));
      const names = results.flatMap((result) => result.names);
      const missing = Object.keys(fixture).filter((key) => key.includes('attentions.') && !names.includes(key));
      if (missing.length > 0) throw new Error(`no graph puts out ${missing.join(', ')}`);
      if (!(worst <= TOLERANCE)) throw new Error(`an attention differs by ${worst.toExponential(1)}`);
      const figure = `largest difference ${worst.toExponential(1)}`;
      console.log(`  loupe/${name}: ${names.length} attentions, ${figure}, at most ${TOLERANCE}`);
    } catch (error) {
      failures += 1;
      console.error(`  loupe/${name}: ${error.message} for "${fixture.text}"`);
    }
  }
  for (const session of Object.values(sessions)) await session.release();
  return failures;
}
