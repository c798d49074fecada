from transformers import pipeline

# Xenova/nli-deberta-v3-xsmall holds ONNX weights: this is the model that it was converted from.
# Loupe ran q4 weights; these are not quantised, so that figures differ a little.
classify = pipeline("zero-shot-classification", model="cross-encoder/nli-deberta-v3-xsmall")

text = "The match went to extra time."

candidate_labels = ["sport", "politics", "cooking"]

result = classify(text, candidate_labels)
print(result)
