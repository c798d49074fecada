import { AutoModelForCausalLM, AutoTokenizer } from '@huggingface/transformers';

const tokenizer = await AutoTokenizer.from_pretrained('HuggingFaceTB/SmolLM2-135M-Instruct');
// For a browser; in Node leave the device out.
const model = await AutoModelForCausalLM.from_pretrained('HuggingFaceTB/SmolLM2-135M-Instruct', {
  device: 'wasm',
  dtype: 'q4',
});

const texts = ['Once upon a time'];

// transformers.js gives the attentions that a graph has as outputs, and few graphs of the Hub have them; Loupe adds them
// when it loads a graph. Where nothing is printed, export the model with output_attentions=True.
for (const text of texts) {
  const inputs = tokenizer(text, { truncation: true, max_length: Math.min(tokenizer.model_max_length, 160) });
  const outputs = await model(inputs);
  for (const [name, tensor] of Object.entries(outputs)) {
    if (name.includes('attentions')) console.log(name, tensor.dims, tensor.tolist());
  }
}
