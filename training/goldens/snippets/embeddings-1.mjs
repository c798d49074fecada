import { env, pipeline } from '@huggingface/transformers';

// loupe/embed is not on the Hub: it is loaded from the site that Loupe runs on.
env.allowLocalModels = false;
env.remoteHost = 'https://loupe.example/models/';
env.remotePathTemplate = '{model}/';

// For a browser; in Node leave the device out.
const embed = await pipeline('feature-extraction', 'loupe/embed', { device: 'wasm', dtype: 'q4' });

const text = ['How old are you?', 'What is your age?'];

const result = await embed(text, { pooling: 'mean', normalize: true });
console.log(JSON.stringify(result.tolist()));
