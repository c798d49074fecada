import torch
from transformers import AutoModel, AutoTokenizer

# loupe/embed comes with Loupe and is not on the Hub: this is a model of the same kind.
# Loupe ran q4 weights; these are not quantised, so that figures differ a little.
tokenizer = AutoTokenizer.from_pretrained("sentence-transformers/all-MiniLM-L6-v2")
model = AutoModel.from_pretrained("sentence-transformers/all-MiniLM-L6-v2").eval()

text = ["How old are you?", "What is your age?"]

inputs = tokenizer(text, padding=True, truncation=True, return_tensors="pt")
with torch.no_grad():
    result = model(**inputs).last_hidden_state
mask = inputs["attention_mask"].unsqueeze(-1)
result = (result * mask).sum(1) / mask.sum(1)
result = torch.nn.functional.normalize(result, dim=-1)
print(result.tolist())
