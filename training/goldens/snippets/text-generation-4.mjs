import { pipeline, random } from '@huggingface/transformers';

// For a browser; in Node leave the device out.
const generate = await pipeline('text-generation', 'HuggingFaceTB/SmolLM2-135M-Instruct', {
  device: 'wasm',
  dtype: 'q4',
});

const prompt = 'Once upon a time';

// transformers.js takes no notice of num_return_sequences; left out here.
// Other random numbers than in Loupe: the text differs.
random.seed(7);
const result = await generate(prompt, {
  max_new_tokens: 256,
  do_sample: true,
  temperature: 0.7,
  top_k: 50,
  repetition_penalty: 1,
});
console.log(JSON.stringify(result, null, 2));
