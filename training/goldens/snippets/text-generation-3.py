from transformers import pipeline

# onnx-community/Qwen3-0.6B-ONNX holds ONNX weights: this is the model that it was converted from.
generate = pipeline("text-generation", model="Qwen/Qwen3-0.6B", dtype="float32")

messages = [{"role": "system", "content": "You are brief."}, {"role": "user", "content": "Name a colour."}]

result = generate(
    messages,
    max_new_tokens=8,
    do_sample=False,
    num_beams=4,
    length_penalty=0.5,
    early_stopping="never",
    repetition_penalty=2.0,
)
print(result)
