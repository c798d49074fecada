import { env, pipeline } from '@huggingface/transformers';

// loupe/qa is not on the Hub: it is loaded from the site that Loupe runs on.
env.allowLocalModels = false;
env.remoteHost = 'https://loupe.example/models/';
env.remotePathTemplate = '{model}/';

// For a browser; in Node leave the device out.
const answer = await pipeline('question-answering', 'loupe/qa', { device: 'wasm', dtype: 'q4' });

const question = 'Who?';

const context = 'Ada Lovelace lived in London.';

// transformers.js takes no notice of max_answer_len, doc_stride, max_seq_len, handle_impossible_answer, align_to_words; left out here.
// transformers.js reads the beginning of a long context alone, and tells no positions (start, end).
const result = await answer(question, context, { top_k: 3 });
console.log(JSON.stringify(result, null, 2));
