import { pipeline } from '@huggingface/transformers';

// For a browser; in Node leave the device out.
const classify = await pipeline('zero-shot-classification', 'Xenova/nli-deberta-v3-xsmall', {
  device: 'wasm',
  dtype: 'q4',
});

const text = 'The match went to extra time.';

const candidate_labels = ['sport', 'politics', 'cooking'];

const result = await classify(text, candidate_labels);
console.log(JSON.stringify(result, null, 2));
