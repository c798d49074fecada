import { pipeline } from '@huggingface/transformers';

// For a browser; in Node leave the device out.
const answer = await pipeline('question-answering', 'Xenova/distilbert-base-cased-distilled-squad', {
  device: 'wasm',
  dtype: 'q4',
});

const question = 'Where did she live?';

const context = 'Ada Lovelace lived in London.';

// transformers.js reads the beginning of a long context alone, and tells no positions (start, end).
const result = await answer(question, context);
console.log(JSON.stringify(result, null, 2));
