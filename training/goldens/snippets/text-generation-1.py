from transformers import pipeline

# loupe/stories comes with Loupe and is not on the Hub: this is a model of the same kind.
# Loupe ran q8 weights; these are not quantised, so that figures differ a little.
generate = pipeline("text-generation", model="HuggingFaceTB/SmolLM2-135M-Instruct")

prompt = "Once upon a time"

result = generate(prompt, max_new_tokens=32, do_sample=False, repetition_penalty=1.0)
print(result)
