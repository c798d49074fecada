from transformers import pipeline

# Xenova/distilbert-base-cased-distilled-squad holds ONNX weights: this is the model that it was converted from.
# Loupe ran q4 weights; these are not quantised, so that figures differ a little.
answer = pipeline("question-answering", model="distilbert/distilbert-base-cased-distilled-squad")

question = "Where did she live?"

context = "Ada Lovelace lived in London."

# This pipeline was taken out of transformers 5.3: pip install "transformers<5"
result = answer(question=question, context=context)
print(result)
