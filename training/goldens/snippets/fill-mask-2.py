from transformers import pipeline

# loupe/fill-mask comes with Loupe and is not on the Hub: this is a model of the same kind.
# Loupe ran q4 weights; these are not quantised, so that figures differ a little.
fill = pipeline("fill-mask", model="distilbert/distilbert-base-uncased")

text = "The [MASK] sat on the [MASK]."

result = fill(text, top_k=3, targets=["cat", "mat"])
print(result)
