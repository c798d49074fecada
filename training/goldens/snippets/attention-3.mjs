import { AutoModelForSeq2SeqLM, AutoTokenizer } from '@huggingface/transformers';

const tokenizer = await AutoTokenizer.from_pretrained('Xenova/opus-mt-en-de');
// For a browser; in Node leave the device out.
const model = await AutoModelForSeq2SeqLM.from_pretrained('Xenova/opus-mt-en-de', {
  device: 'webgpu',
  dtype: 'q4',
});

const texts = ['Where is the station?', 'It is late.'];

// transformers.js gives the attentions that a graph has as outputs, and few graphs of the Hub have them; Loupe adds them
// when it loads a graph. Where nothing is printed, export the model with output_attentions=True.
// Of the encoder it keeps the last hidden states alone: encoder_attentions are missing.
for (const text of texts) {
  const inputs = tokenizer(text, { truncation: true, max_length: Math.min(tokenizer.model_max_length, 160) });
  const outputs = await model.generate({
    ...inputs,
    num_beams: 1,
    do_sample: false,
    max_new_tokens: 12,
    return_dict_in_generate: true,
    output_attentions: true,
  });
  // A list for each token that is written, with a tensor for each layer.
  for (const name of ['decoder_attentions', 'cross_attentions']) {
    for (const layers of outputs[name] ?? []) console.log(name, layers.map(({ dims }) => dims));
  }
}
