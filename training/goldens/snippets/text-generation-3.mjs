import { pipeline } from '@huggingface/transformers';

// For a browser; in Node leave the device out.
const generate = await pipeline('text-generation', 'onnx-community/Qwen3-0.6B-ONNX', {
  device: 'wasm',
  dtype: 'fp32',
});

const messages = [{ role: 'system', content: 'You are brief.' }, { role: 'user', content: 'Name a colour.' }];

// transformers.js takes no notice of num_beams, length_penalty, early_stopping; left out here.
const result = await generate(messages, {
  max_new_tokens: 8,
  do_sample: false,
  repetition_penalty: 2,
});
console.log(JSON.stringify(result, null, 2));
