import { env, pipeline } from '@huggingface/transformers';

// loupe/ner is not on the Hub: it is loaded from the site that Loupe runs on.
env.allowLocalModels = false;
env.remoteHost = 'https://loupe.example/models/';
env.remotePathTemplate = '{model}/';

// For a browser; in Node leave the device out.
const tag = await pipeline('token-classification', 'loupe/ner', { device: 'wasm', dtype: 'q4' });

const text = 'Ada Lovelace lived in London.';

// transformers.js has no aggregation_strategy 'max': 'simple' comes nearest.
// transformers.js takes no notice of stride; left out here.
// transformers.js tells no positions (start, end) in the text.
const result = await tag(text, { aggregation_strategy: 'simple', ignore_labels: [] });
console.log(JSON.stringify(result, null, 2));
