import { env, pipeline } from '@huggingface/transformers';

// loupe/nli is not on the Hub: it is loaded from the site that Loupe runs on.
env.allowLocalModels = false;
env.remoteHost = 'https://loupe.example/models/';
env.remotePathTemplate = '{model}/';

// For a browser; in Node leave the device out.
const classify = await pipeline('zero-shot-classification', 'loupe/nli', {
  device: 'wasm',
  dtype: 'q4',
});

const text = ['One.', 'Two.'];

const candidate_labels = ['it\'s good', 'bad'];

const result = await classify(text, candidate_labels, {
  hypothesis_template: 'This text is about {}.',
  multi_label: true,
});
console.log(JSON.stringify(result, null, 2));
