from transformers import pipeline, set_seed

# If HuggingFaceTB/SmolLM2-135M-Instruct holds ONNX weights alone, name the model that it was converted from.
# Loupe ran q4f16 weights; these are not quantised, so that figures differ a little.
generate = pipeline("text-generation", model="HuggingFaceTB/SmolLM2-135M-Instruct")

prompt = "Once upon a time"

# The pipeline returns texts alone: output_scores is left out here.
# Other random numbers than in Loupe: the text differs.
set_seed(7)
result = generate(
    prompt,
    tokenizer=generate.tokenizer,
    max_new_tokens=32,
    min_new_tokens=4,
    do_sample=True,
    temperature=0.8,
    top_k=50,
    top_p=0.95,
    min_p=0.05,
    num_return_sequences=3,
    repetition_penalty=1.1,
    stop_strings=["\n\n", "The end."],
    return_full_text=False,
)
print(result)
