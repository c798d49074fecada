from transformers import pipeline

# loupe/nli comes with Loupe and is not on the Hub: this is a model of the same kind.
# Loupe ran q4 weights; these are not quantised, so that figures differ a little.
classify = pipeline("zero-shot-classification", model="cross-encoder/nli-deberta-v3-xsmall")

text = ["One.", "Two."]

candidate_labels = ["it's good", "bad"]

result = classify(
    text,
    candidate_labels,
    hypothesis_template="This text is about {}.",
    multi_label=True,
)
print(result)
