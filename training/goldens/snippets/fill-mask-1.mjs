import { pipeline } from '@huggingface/transformers';

// For a browser; in Node leave the device out.
const fill = await pipeline('fill-mask', 'Xenova/bert-base-uncased', {
  device: 'wasm',
  dtype: 'q4',
});

const text = 'Paris is the [MASK] of France.';

// Of several masks in a text, transformers.js fills the first alone.
const result = await fill(text);
console.log(JSON.stringify(result, null, 2));
