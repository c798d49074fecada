import { pipeline } from '@huggingface/transformers';

// For a browser; in Node leave the device out.
const generate = await pipeline('text-generation', 'HuggingFaceTB/SmolLM2-135M-Instruct', {
  device: 'wasm',
  dtype: 'q4',
});

const prompt = ['Once upon a time', 'One day'];

const result = await generate(prompt, { max_length: 24, do_sample: false, repetition_penalty: 1 });
console.log(JSON.stringify(result, null, 2));
