import { env, pipeline } from '@huggingface/transformers';

// loupe/stories is not on the Hub: it is loaded from the site that Loupe runs on.
env.allowLocalModels = false;
env.remoteHost = 'https://loupe.example/models/';
env.remotePathTemplate = '{model}/';

// For a browser; in Node leave the device out.
const generate = await pipeline('text-generation', 'loupe/stories', {
  device: 'wasm',
  dtype: 'q8',
});

const prompt = 'Once upon a time';

const result = await generate(prompt, {
  max_new_tokens: 32,
  do_sample: false,
  repetition_penalty: 1,
});
console.log(JSON.stringify(result, null, 2));
