import { AutoModelForSeq2SeqLM, AutoTokenizer, Tensor, env } from '@huggingface/transformers';

// loupe/en-fr is not on the Hub: it is loaded from the site that Loupe runs on.
env.allowLocalModels = false;
env.remoteHost = 'https://loupe.example/models/';
env.remotePathTemplate = '{model}/';

const tokenizer = await AutoTokenizer.from_pretrained('loupe/en-fr');
// For a browser; in Node leave the device out.
const model = await AutoModelForSeq2SeqLM.from_pretrained('loupe/en-fr', {
  device: 'wasm',
  dtype: 'q4',
});

const texts = ['Where is the station?'];
const target = 'Où est la gare ?';

// transformers.js gives the attentions that a graph has as outputs, and few graphs of the Hub have them; Loupe adds them
// when it loads a graph. Where nothing is printed, export the model with output_attentions=True.
// Of the encoder it keeps the last hidden states alone: encoder_attentions are missing.
for (const text of texts) {
  const inputs = tokenizer(text, { truncation: true, max_length: Math.min(tokenizer.model_max_length, 160) });
  // The decoder reads the target one token behind.
  const { data } = tokenizer(target).input_ids;
  const start = BigInt(model.config.decoder_start_token_id ?? model.generation_config.decoder_start_token_id);
  const decoder_input_ids = new Tensor('int64', [start, ...data.slice(0, -1)], [1, data.length]);
  const outputs = await model({ ...inputs, decoder_input_ids });
  for (const [name, tensor] of Object.entries(outputs)) {
    if (name.includes('attentions')) console.log(name, tensor.dims, tensor.tolist());
  }
}
