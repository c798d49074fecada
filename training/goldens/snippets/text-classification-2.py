from transformers import pipeline

# SamLowe/roberta-base-go_emotions-onnx holds ONNX weights: this is the model that it was converted from.
classify = pipeline(
    "text-classification",
    model="SamLowe/roberta-base-go_emotions",
    dtype="float16",
)

text = ["\"Fine\", she said.", "L’été\nest fini: \\o/ 🎬 فيلم", "It's\u202e\u0000 odd�"]

result = classify(text, top_k=None, function_to_apply="sigmoid")
print(result)
