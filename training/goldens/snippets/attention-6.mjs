import { AutoModel, AutoTokenizer } from '@huggingface/transformers';

// For a model that translates or summarises, take AutoModelForSeq2SeqLM.
const tokenizer = await AutoTokenizer.from_pretrained('someone/some-model');
// For a browser; in Node leave the device out.
const model = await AutoModel.from_pretrained('someone/some-model', {
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
