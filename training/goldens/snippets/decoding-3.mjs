import { AutoModelForCausalLM, AutoTokenizer, log_softmax, ones_like, random } from '@huggingface/transformers';

const tokenizer = await AutoTokenizer.from_pretrained('HuggingFaceTB/SmolLM2-135M-Instruct');
// For a browser; in Node leave the device out.
const model = await AutoModelForCausalLM.from_pretrained('HuggingFaceTB/SmolLM2-135M-Instruct', {
  device: 'webgpu',
  dtype: 'q4',
});

const prompt = 'The little bird wanted to';
const { input_ids } = tokenizer(prompt);

// transformers.js returns neither scores nor logits of a generation, so that the text is read once more: this gives the
// model's own log-probabilities. What temperature, top_k and the other settings made of them stays inside the library.
async function show(sequences) {
  const { logits } = await model({ input_ids: sequences, attention_mask: ones_like(sequences) });
  const [ids] = sequences.tolist();
  const before = input_ids.dims[1];
  console.log(tokenizer.decode(ids.slice(before), { skip_special_tokens: true }));
  for (let at = before; at < ids.length; at++) {
    const logprobs = log_softmax(logits[0][at - 1].to('float32').data);
    console.log(Number(ids[at]), tokenizer.decode([ids[at]]), logprobs[Number(ids[at])]);
  }
}

// Greedy.
await show(await model.generate({
  input_ids,
  attention_mask: ones_like(input_ids),
  max_new_tokens: 12,
  do_sample: false,
  repetition_penalty: 1.3,
}));

// Sampling.
// transformers.js takes no notice of top_p; left out here.
// Other random numbers than in Loupe: the text differs.
random.seed(7);
await show(await model.generate({
  input_ids,
  attention_mask: ones_like(input_ids),
  max_new_tokens: 12,
  do_sample: true,
  temperature: 0.7,
  top_k: 50,
  repetition_penalty: 1.3,
}));

// transformers.js has no beam search: it is left out here.
