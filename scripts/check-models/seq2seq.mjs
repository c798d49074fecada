// Checks the two graphs of an encoder-decoder with the fixture that PyTorch computed with the same weights: token ids,
// the encoder's states, the first logits, and greedy decoding, alone and in a padded batch.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { Tensor } from 'onnxruntime-web';
import { ATTENTIONS, difference, openGraph, presentOf, readJson } from './graph.mjs';

const TOLERANCE = 1e-3;

const int64 = (rows) =>
  new Tensor('int64', BigInt64Array.from(rows.flat(), BigInt), [rows.length, rows[0]?.length ?? 0]);

/** The name of the plain graph of one half, or undefined. */
const graphOf = (root, half) =>
  readdirSync(path.join(root, 'onnx')).find(
    (file) => file.startsWith(`${half}_model`) && file.endsWith('.onnx') && !file.includes(ATTENTIONS),
  );

export const isSeq2seq = (root) => graphOf(root, 'encoder') !== undefined;

/** The encoder's states and the mask of rows of ids, padded on the right. */
async function encode({ encoder, config }, rows) {
  const length = Math.max(...rows.map((row) => row.length));
  const padding = (row) => Array(length - row.length);
  const mask = int64(rows.map((row) => [...row.map(() => 1), ...padding(row).fill(0)]));
  const ids = int64(rows.map((row) => [...row, ...padding(row).fill(config.pad_token_id)]));
  const { last_hidden_state: states } = await encoder.run({ input_ids: ids, attention_mask: mask });
  return { states, mask };
}

/** The empty cache of a batch. */
const emptyCache = ({ decoder }, batch) =>
  Object.fromEntries(
    decoder.inputMetadata
      .filter(({ name }) => name.startsWith('past_key_values'))
      .map(({ name, shape }) => [name, new Tensor('float32', new Float32Array(0), [batch, shape[1], 0, shape[3]])]),
  );

const step = ({ decoder }, ids, { states, mask }, past) =>
  decoder.run({ input_ids: int64(ids), encoder_hidden_states: states, encoder_attention_mask: mask, ...past });

/** The likeliest token of each row. */
function likeliest({ data, dims }) {
  const [batch, , size] = dims;
  return Array.from({ length: batch }, (_, row) =>
    data.subarray(row * size, (row + 1) * size).reduce((best, value, id, all) => (value > all[best] ? id : best), 0),
  );
}

/** What is written for rows of ids, each up to and with the end token. */
async function greedy(model, rows, count) {
  const source = await encode(model, rows);
  const written = rows.map(() => []);
  let past = emptyCache(model, rows.length);
  let ids = rows.map(() => [model.config.decoder_start_token_id]);
  for (let place = 0; place < count; place += 1) {
    const outputs = await step(model, ids, source, past);
    ids = likeliest(outputs.logits).map((token) => [token]);
    written.forEach((row, index) => {
      if (row.at(-1) !== model.config.eos_token_id) row.push(ids[index][0]);
    });
    past = presentOf(past, outputs);
  }
  return written;
}

async function checkCase(model, tokenizer, fixture) {
  const problems = [];
  const encoded = tokenizer.encode(fixture.text).ids.map(Number);
  if (String(encoded) !== String(fixture.input_ids)) problems.push('token ids differ');
  const source = await encode(model, [fixture.input_ids]);
  const { logits } = await step(model, [[model.config.decoder_start_token_id]], source, emptyCache(model, 1));
  const { data, dims } = source.states;
  const worst = Math.max(
    difference(fixture.encoder_states, data),
    difference(fixture.encoder_states_end, data.subarray((dims[1] - 1) * dims[2])),
    difference(fixture.first_logits, logits.data),
  );
  if (!(worst <= TOLERANCE)) problems.push(`an output differs by ${worst.toExponential(1)}`);
  const [written] = await greedy(model, [fixture.input_ids], fixture.greedy_ids.length);
  if (String(written) !== String(fixture.greedy_ids)) problems.push('greedy tokens differ');
  if (tokenizer.decode(written, { skip_special_tokens: true }) !== fixture.greedy_text) problems.push('text differs');
  return { problems, worst };
}

/** Checks an encoder-decoder; returns the number of failures. */
export async function checkSeq2seq(root, name, tokenizer, fixtures) {
  const [encoder, decoder] = await Promise.all(
    ['encoder', 'decoder'].map((half) => openGraph(root, graphOf(root, half))),
  );
  const model = { encoder, decoder, config: readJson(root, 'config.json') };
  const found = [];
  let worst = 0;
  for (const fixture of fixtures) {
    const result = await checkCase(model, tokenizer, fixture);
    worst = Math.max(worst, result.worst);
    found.push(...result.problems.map((problem) => `${problem} for "${fixture.text}"`));
  }
  const count = Math.max(...fixtures.map((fixture) => fixture.greedy_ids.length));
  const together = await greedy(
    model,
    fixtures.map((fixture) => fixture.input_ids),
    count,
  );
  if (String(together) !== String(fixtures.map((fixture) => fixture.greedy_ids)))
    found.push('a padded batch is written differently');
  for (const problem of found) console.error(`  loupe/${name}: ${problem}`);
  const figure = `largest difference ${worst.toExponential(1)}`;
  console.log(`  loupe/${name} encoder and decoder: ${fixtures.length} cases, ${figure}, at most ${TOLERANCE}`);
  await Promise.all([encoder.release(), decoder.release()]);
  return found.length;
}
