// Checks the graphs of loupe/scenes with what PyTorch computed with the same weights: sixteen values of every output.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-web';
import { difference, readJson, sumError } from './graph.mjs';

/** The weights are rounded in both. */
const TOLERANCE = 1e-4;

/** A folder in diffusers' layout. */
export const isDiffusion = (root) => existsSync(path.join(root, 'model_index.json'));

const float32 = (values, dims) => new Tensor('float32', Float32Array.from(values), dims);

/** Runs a graph once; one with attention outputs has its weights in the plain graph beside it. */
async function run(root, part, file, feeds) {
  const read = (name) => readFileSync(path.join(root, part, name));
  const externalData = file === 'model.onnx' ? [] : [{ path: 'model.onnx', data: read('model.onnx') }];
  const session = await InferenceSession.create(read(file), { externalData });
  const outputs = await session.run(feeds);
  await session.release();
  return outputs;
}

/** The largest difference of one output; its shape must be equal. */
function distance({ shape, every, values }, output) {
  if (String(output.dims) !== String(shape)) throw new Error(`[${output.dims}] and not [${shape}]`);
  return difference(
    values,
    values.map((_, index) => output.data[index * every]),
  );
}

/** @returns how many outputs differ by more than the tolerance */
export async function checkDiffusion(root, name) {
  const fixture = readJson(root, 'fixture.json');
  const side = fixture.latents[0][0].length;
  const latents = float32(fixture.latents.flat(3), [1, fixture.latents[0].length, side, side]);
  const ids = new Tensor('int64', BigInt64Array.from(fixture.input_ids, BigInt), [1, fixture.input_ids.length]);
  const text = await run(root, 'text_encoder', 'model.onnx', { input_ids: ids });
  const step = {
    sample: latents,
    timestep: float32([fixture.timestep], [1]),
    encoder_hidden_states: text.last_hidden_state,
  };
  const decoded = await run(root, 'vae_decoder', 'model.onnx', { latent_sample: latents });
  const results = [
    ['text_encoder', 'model.onnx', text],
    ['unet', 'model.onnx', await run(root, 'unet', 'model.onnx', step)],
    ['unet', 'model_attentions.onnx', await run(root, 'unet', 'model_attentions.onnx', step)],
    ['vae_decoder', 'model.onnx', decoded],
    ['vae_encoder', 'model.onnx', await run(root, 'vae_encoder', 'model.onnx', { sample: decoded.sample })],
  ];
  let failures = 0;
  for (const [part, file, outputs] of results) {
    const distances = Object.entries(outputs).map(([output, values]) => distance(fixture[part][output], values));
    const sums = Object.entries(outputs).filter(([output]) => output.startsWith('cross_attentions.'));
    const worst = Math.max(...distances, ...sums.map(([, values]) => sumError(values)));
    if (!(worst <= TOLERANCE)) failures++;
    const figure = `largest difference ${worst.toExponential(1)}`;
    console.log(`  loupe/${name} ${part}/${file}: ${distances.length} outputs, ${figure}, at most ${TOLERANCE}`);
  }
  return failures;
}
