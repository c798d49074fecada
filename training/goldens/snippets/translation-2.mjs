import { pipeline } from '@huggingface/transformers';

// For a browser; in Node leave the device out.
const translate = await pipeline('translation', 'Xenova/nllb-200-distilled-600M', {
  device: 'wasm',
  dtype: 'q4',
});

const text = ['Where is the station?'];

// split_sentences is Loupe’s own: each text is translated as a whole here.
const result = await translate(text, {
  src_lang: 'eng_Latn',
  tgt_lang: 'fra_Latn',
  max_length: 64,
  do_sample: false,
});
console.log(JSON.stringify(result, null, 2));
