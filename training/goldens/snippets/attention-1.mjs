import { AutoModelForMaskedLM, AutoTokenizer, env } from '@huggingface/transformers';

// loupe/fill-mask is not on the Hub: it is loaded from the site that Loupe runs on.
env.allowLocalModels = false;
env.remoteHost = 'https://loupe.example/models/';
env.remotePathTemplate = '{model}/';

const tokenizer = await AutoTokenizer.from_pretrained('loupe/fill-mask');
// For a browser; in Node leave the device out.
const model = await AutoModelForMaskedLM.from_pretrained('loupe/fill-mask', {
  device: 'wasm',
  dtype: 'q4',
});

const texts = ['The cat sat on the mat.'];

// transformers.js gives the attentions that a graph has as outputs, and few graphs of the Hub have them; Loupe adds them
// when it loads a graph. Where nothing is printed, export the model with output_attentions=True.
for (const text of texts) {
  const inputs = tokenizer(text, { truncation: true, max_length: Math.min(tokenizer.model_max_length, 160) });
  const outputs = await model(inputs);
  for (const [name, tensor] of Object.entries(outputs)) {
    if (name.includes('attentions')) console.log(name, tensor.dims, tensor.tolist());
  }
}
