from transformers import pipeline

# loupe/ner comes with Loupe and is not on the Hub: this is a model of the same kind.
# Loupe ran q4 weights; these are not quantised, so that figures differ a little.
tag = pipeline("token-classification", model="dslim/bert-base-NER")

text = "Ada Lovelace lived in London."

result = tag(text, aggregation_strategy="max", ignore_labels=[], stride=32)
print(result)
