import { AutoTokenizer } from '@huggingface/transformers';

const tokenizer = await AutoTokenizer.from_pretrained('Xenova/bert-base-uncased');

const text = ['Ada Lovelace lived in London.', 'Paris is the mat.'];

// transformers.js takes no notice of padding_side, pad_to_multiple_of, truncation; left out here.
const encoded = tokenizer(text, {
  padding: true,
  truncation: true,
  max_length: 12,
  text_pair: ['the cat', 'the mat of Paris'],
  return_tensor: false,
});
console.log(encoded);
