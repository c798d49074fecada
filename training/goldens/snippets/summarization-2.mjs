import { env, pipeline, random } from '@huggingface/transformers';

// loupe/summarize is not on the Hub: it is loaded from the site that Loupe runs on.
env.allowLocalModels = false;
env.remoteHost = 'https://loupe.example/models/';
env.remotePathTemplate = '{model}/';

// For a browser; in Node leave the device out.
const summarize = await pipeline('summarization', 'loupe/summarize', {
  device: 'wasm',
  dtype: 'q8',
});

const text = ['The council met on Monday.', 'It talked about the bridge.'];

// map_reduce is Loupe’s own: a long text is cut off here.
// transformers.js takes no notice of top_p, min_p, num_beams, length_penalty, early_stopping, num_return_sequences; left out here.
// Other random numbers than in Loupe: the text differs.
random.seed(7);
const result = await summarize(text, {
  max_new_tokens: 60,
  min_length: 10,
  do_sample: true,
  temperature: 0.8,
  top_k: 50,
  no_repeat_ngram_size: 3,
});
console.log(JSON.stringify(result, null, 2));
