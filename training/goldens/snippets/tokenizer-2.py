from transformers import AutoTokenizer

tokenizer = AutoTokenizer.from_pretrained("HuggingFaceTB/SmolLM2-135M-Instruct")

text = [{"role": "user", "content": "Name a colour."}]

rendered = tokenizer.apply_chat_template(text, tokenize=False, add_generation_prompt=True)

encoded = tokenizer(rendered, add_special_tokens=False)
print(encoded)
