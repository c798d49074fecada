from transformers import pipeline

# Xenova/bert-base-uncased holds ONNX weights: this is the model that it was converted from.
# Loupe ran q4 weights; these are not quantised, so that figures differ a little.
fill = pipeline("fill-mask", model="google-bert/bert-base-uncased")

text = "Paris is the [MASK] of France."

result = fill(text)
print(result)
