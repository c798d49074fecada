import { env, pipeline } from '@huggingface/transformers';

// loupe/sentiment is not on the Hub: it is loaded from the site that Loupe runs on.
env.allowLocalModels = false;
env.remoteHost = 'https://loupe.example/models/';
env.remotePathTemplate = '{model}/';

// For a browser; in Node leave the device out.
const classify = await pipeline('text-classification', 'loupe/sentiment', {
  device: 'wasm',
  dtype: 'q4',
});

const text = 'A warm, funny and beautifully acted film.';

const result = await classify(text, { top_k: 1 });
console.log(JSON.stringify(result, null, 2));
