import { AutoTokenizer } from '@huggingface/transformers';

const tokenizer = await AutoTokenizer.from_pretrained('HuggingFaceTB/SmolLM2-135M-Instruct');

const text = [{ role: 'user', content: 'Name a colour.' }];

const rendered = tokenizer.apply_chat_template(text, { tokenize: false, add_generation_prompt: true });

const encoded = tokenizer(rendered, { add_special_tokens: false, return_tensor: false });
console.log(encoded);
