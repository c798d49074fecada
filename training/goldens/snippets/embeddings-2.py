import torch
from transformers import AutoModel, AutoTokenizer

# Xenova/bge-small-en-v1.5 holds ONNX weights: this is the model that it was converted from.
tokenizer = AutoTokenizer.from_pretrained("BAAI/bge-small-en-v1.5")
model = AutoModel.from_pretrained("BAAI/bge-small-en-v1.5", dtype="float32").eval()

text = "One text."

inputs = tokenizer(text, padding=True, truncation=True, return_tensors="pt")
with torch.no_grad():
    result = model(**inputs).last_hidden_state
result = result[:, 0]
print(result.tolist())
