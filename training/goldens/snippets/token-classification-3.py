from transformers import pipeline

# Xenova/bert-base-NER holds ONNX weights: this is the model that it was converted from.
# Loupe ran q4 weights; these are not quantised, so that figures differ a little.
tag = pipeline("token-classification", model="dslim/bert-base-NER")

text = "Ada Lovelace lived in London."

result = tag(text, ignore_labels=["O", "B-MISC"])
print(result)
