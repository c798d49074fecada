import { env, pipeline } from '@huggingface/transformers';

// loupe/fill-mask is not on the Hub: it is loaded from the site that Loupe runs on.
env.allowLocalModels = false;
env.remoteHost = 'https://loupe.example/models/';
env.remotePathTemplate = '{model}/';

// For a browser; in Node leave the device out.
const fill = await pipeline('fill-mask', 'loupe/fill-mask', { device: 'wasm', dtype: 'q4' });

const text = 'The [MASK] sat on the [MASK].';

// Of several masks in a text, transformers.js fills the first alone.
// transformers.js takes no notice of targets; left out here.
const result = await fill(text, { top_k: 3 });
console.log(JSON.stringify(result, null, 2));
