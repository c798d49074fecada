import { AutoModelForCausalLM, AutoTokenizer, Tensor, cat, log_softmax, ones_like } from '@huggingface/transformers';

const tokenizer = await AutoTokenizer.from_pretrained('HuggingFaceTB/SmolLM2-135M-Instruct');
// For a browser; in Node leave the device out.
const model = await AutoModelForCausalLM.from_pretrained('HuggingFaceTB/SmolLM2-135M-Instruct', {
  device: 'wasm',
  dtype: 'q4',
});

const prompt = 'The little bird wanted to';
// The tokens after which the text was forked.
const given = new Tensor('int64', [12, 7, 31].map(BigInt), [1, 3]);
const input_ids = cat([tokenizer(prompt).input_ids, given], 1);

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

await show(await model.generate({
  input_ids,
  attention_mask: ones_like(input_ids),
  max_new_tokens: 1,
  do_sample: false,
  repetition_penalty: 1,
}));
