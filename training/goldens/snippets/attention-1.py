import torch
from transformers import AutoModelForMaskedLM, AutoTokenizer

# loupe/fill-mask comes with Loupe and is not on the Hub: this is a model of the same kind.
# Loupe ran q4 weights; these are not quantised, so that figures differ a little.
tokenizer = AutoTokenizer.from_pretrained("distilbert/distilbert-base-uncased")
# Other implementations than the eager one never hold the weights as a whole.
model = AutoModelForMaskedLM.from_pretrained(
    "distilbert/distilbert-base-uncased",
    attn_implementation="eager",
).eval()

texts = ["The cat sat on the mat."]

for text in texts:
    inputs = tokenizer(
        text,
        truncation=True,
        max_length=min(tokenizer.model_max_length, 160),
        return_tensors="pt",
    )
    with torch.no_grad():
        outputs = model(**inputs, output_attentions=True)
    print(tokenizer.convert_ids_to_tokens(inputs["input_ids"][0]))
    for name in ("attentions", "encoder_attentions", "decoder_attentions", "cross_attentions"):
        if layers := outputs.get(name):
            # [layers, heads, tokens that look, tokens that are looked at]; each row sums to 1.
            weights = torch.stack(layers)[:, 0]
            print(name, tuple(weights.shape))
            # The first layer, as the mean of its heads.
            print(weights[0].mean(dim=0))
