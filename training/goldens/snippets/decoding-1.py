import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, set_seed

# loupe/stories comes with Loupe and is not on the Hub: this is a model of the same kind.
# Loupe ran q4 weights; these are not quantised, so that figures differ a little.
tokenizer = AutoTokenizer.from_pretrained("HuggingFaceTB/SmolLM2-135M-Instruct")
model = AutoModelForCausalLM.from_pretrained("HuggingFaceTB/SmolLM2-135M-Instruct").eval()

prompt = "One day, Mia found a small key."
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


# Other random numbers than in Loupe: the text differs.
set_seed(7)
outputs = model.generate(
    **inputs,
    max_new_tokens=12,
    do_sample=True,
    temperature=1.0,
    top_k=50,
    top_p=1.0,
    repetition_penalty=1.0,
    return_dict_in_generate=True,
    output_scores=True,
    output_logits=True,
)
show(outputs)
