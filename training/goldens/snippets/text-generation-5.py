from transformers import pipeline

# If HuggingFaceTB/SmolLM2-135M-Instruct holds ONNX weights alone, name the model that it was converted from.
# Loupe ran q4 weights; these are not quantised, so that figures differ a little.
generate = pipeline("text-generation", model="HuggingFaceTB/SmolLM2-135M-Instruct")

prompt = ["Once upon a time", "One day"]

result = generate(
    prompt,
    max_new_tokens=None,
    max_length=24,
    do_sample=False,
    repetition_penalty=1.0,
)
print(result)
