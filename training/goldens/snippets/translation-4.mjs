import { pipeline } from '@huggingface/transformers';

// For a browser; in Node leave the device out.
const translate = await pipeline('translation', 'Xenova/t5-small', { device: 'wasm', dtype: 'q4' });

const text = ['Where is the station?', 'It is late.'];

// transformers.js has no beam search: it takes the likeliest token at each step.
const result = await translate(text.map((one) => 'translate English to French: ' + one), {
  do_sample: false,
});
console.log(JSON.stringify(result, null, 2));
