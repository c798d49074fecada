import { pipeline, random } from '@huggingface/transformers';

// For a browser; in Node leave the device out.
const generate = await pipeline('text-generation', 'HuggingFaceTB/SmolLM2-135M-Instruct', {
  device: 'webgpu',
  dtype: 'q4f16',
});

const prompt = 'Once upon a time';

// The pipeline returns texts alone: output_scores is left out here.
// transformers.js takes no notice of top_p, min_p, num_return_sequences, stop_strings; left out here.
// Other random numbers than in Loupe: the text differs.
random.seed(7);
const result = await generate(prompt, {
  max_new_tokens: 32,
  min_new_tokens: 4,
  do_sample: true,
  temperature: 0.8,
  top_k: 50,
  repetition_penalty: 1.1,
  return_full_text: false,
});
console.log(JSON.stringify(result, null, 2));
