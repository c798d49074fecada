import { pipeline } from '@huggingface/transformers';

// For a browser; in Node leave the device out.
const tag = await pipeline('token-classification', 'Xenova/bert-base-NER', {
  device: 'wasm',
  dtype: 'q4',
});

const text = 'Ada Lovelace lived in London.';

// transformers.js tells no positions (start, end) in the text.
const result = await tag(text, { aggregation_strategy: 'simple' });
console.log(JSON.stringify(result, null, 2));
