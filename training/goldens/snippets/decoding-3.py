import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, set_seed

# If HuggingFaceTB/SmolLM2-135M-Instruct holds ONNX weights alone, name the model that it was converted from.
# Loupe ran q4 weights; these are not quantised, so that figures differ a little.
tokenizer = AutoTokenizer.from_pretrained("HuggingFaceTB/SmolLM2-135M-Instruct")
model = AutoModelForCausalLM.from_pretrained("HuggingFaceTB/SmolLM2-135M-Instruct").eval()

prompt = "The little bird wanted to"
inputs = tokenizer(prompt, return_tensors="pt", return_token_type_ids=False)


def show(outputs):
    """The text, and the log-probability of each token: the model's own, and with every setting."""
    new = outputs.sequences[0, inputs["input_ids"].shape[1] :]
    print(tokenizer.decode(new, skip_special_tokens=True))
    beams = outputs.get("beam_indices")
    # Logits are the model's own; scores are what the settings made of them, with beams already as log-probabilities.
    own = model.compute_transition_scores(outputs.sequences, outputs.logits, beams, normalize_logits=True)
    processed = model.compute_transition_scores(
        outputs.sequences, outputs.scores, beams, normalize_logits=beams is None
    )
    for token, *logprobs in zip(new.tolist(), own[0].tolist(), processed[0].tolist()):
        print(token, repr(tokenizer.decode([token])), *(f"{logprob:.4f}" for logprob in logprobs))


# Greedy.
outputs = model.generate(
    **inputs,
    max_new_tokens=12,
    do_sample=False,
    repetition_penalty=1.3,
    return_dict_in_generate=True,
    output_scores=True,
    output_logits=True,
)
show(outputs)

# Sampling.
# Other random numbers than in Loupe: the text differs.
set_seed(7)
outputs = model.generate(
    **inputs,
    max_new_tokens=12,
    do_sample=True,
    temperature=0.7,
    top_k=50,
    top_p=0.9,
    repetition_penalty=1.3,
    return_dict_in_generate=True,
    output_scores=True,
    output_logits=True,
)
show(outputs)

# Beam search.
outputs = model.generate(
    **inputs,
    max_new_tokens=12,
    do_sample=False,
    num_beams=3,
    repetition_penalty=1.3,
    return_dict_in_generate=True,
    output_scores=True,
    output_logits=True,
)
show(outputs)
