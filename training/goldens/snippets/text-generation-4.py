from transformers import pipeline, set_seed

# If HuggingFaceTB/SmolLM2-135M-Instruct holds ONNX weights alone, name the model that it was converted from.
# Loupe ran q4 weights; these are not quantised, so that figures differ a little.
generate = pipeline("text-generation", model="HuggingFaceTB/SmolLM2-135M-Instruct")

prompt = "Once upon a time"

# Other random numbers than in Loupe: the text differs.
set_seed(7)
result = generate(
    prompt,
    max_new_tokens=256,
    do_sample=True,
    temperature=0.7,
    top_k=50,
    top_p=1.0,
    num_return_sequences=2,
    repetition_penalty=1.0,
)
print(result)
