import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

# onnx-community/Qwen3-0.6B-ONNX holds ONNX weights: this is the model that it was converted from.
tokenizer = AutoTokenizer.from_pretrained("Qwen/Qwen3-0.6B")
model = AutoModelForCausalLM.from_pretrained("Qwen/Qwen3-0.6B", dtype="float32").eval()

prompt = "The old man was very"
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


outputs = model.generate(
    **inputs,
    max_new_tokens=12,
    do_sample=False,
    num_beams=3,
    length_penalty=0.5,
    early_stopping="never",
    repetition_penalty=1.0,
    return_dict_in_generate=True,
    output_scores=True,
    output_logits=True,
)
show(outputs)
