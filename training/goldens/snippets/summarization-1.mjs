import { pipeline } from '@huggingface/transformers';

// For a browser; in Node leave the device out.
const summarize = await pipeline('summarization', 'Xenova/distilbart-cnn-6-6', {
  device: 'wasm',
  dtype: 'q4',
});

const text = 'The council met on Monday. It talked about the bridge for three hours and put it off again.';

// transformers.js has no beam search: it takes the likeliest token at each step.
const result = await summarize(text, { do_sample: false });
console.log(JSON.stringify(result, null, 2));
