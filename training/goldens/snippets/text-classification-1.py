from transformers import pipeline

# loupe/sentiment comes with Loupe and is not on the Hub: this is a model of the same kind.
# Loupe ran q4 weights; these are not quantised, so that figures differ a little.
classify = pipeline(
    "text-classification",
    model="distilbert/distilbert-base-uncased-finetuned-sst-2-english",
)

text = "A warm, funny and beautifully acted film."

result = classify(text, top_k=1)
print(result)
