from transformers import pipeline

# If someone/some-classifier holds ONNX weights alone, name the model that it was converted from.
classify = pipeline("text-classification", model="someone/some-classifier", dtype="float32")

# The first 20 of 300 texts: put yours here, or read them from a file.
text = [
    "Text 1.",
    "Text 2.",
    "Text 3.",
    "Text 4.",
    "Text 5.",
    "Text 6.",
    "Text 7.",
    "Text 8.",
    "Text 9.",
    "Text 10.",
    "Text 11.",
    "Text 12.",
    "Text 13.",
    "Text 14.",
    "Text 15.",
    "Text 16.",
    "Text 17.",
    "Text 18.",
    "Text 19.",
    "Text 20.",
]

result = classify(text, top_k=1)
print(result)
