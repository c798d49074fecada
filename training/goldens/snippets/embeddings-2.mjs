import { pipeline } from '@huggingface/transformers';

// For a browser; in Node leave the device out.
const embed = await pipeline('feature-extraction', 'Xenova/bge-small-en-v1.5', {
  device: 'wasm',
  dtype: 'fp32',
});

const text = 'One text.';

const result = await embed(text, { pooling: 'cls', normalize: false });
console.log(JSON.stringify(result.tolist()));
