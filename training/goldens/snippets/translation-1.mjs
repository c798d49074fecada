import { pipeline } from '@huggingface/transformers';

// For a browser; in Node leave the device out.
const translate = await pipeline('translation', 'Xenova/opus-mt-en-de', {
  device: 'wasm',
  dtype: 'q4',
});

const text = 'Where is the station?';

// transformers.js has no beam search: it takes the likeliest token at each step.
const result = await translate(text, { do_sample: false });
console.log(JSON.stringify(result, null, 2));
