import torch
from transformers import AutoModelForQuestionAnswering, AutoTokenizer

# Xenova/distilbert-base-cased-distilled-squad holds ONNX weights: this is the model that it was converted from.
tokenizer = AutoTokenizer.from_pretrained("distilbert/distilbert-base-cased-distilled-squad")
# Other implementations than the eager one never hold the weights as a whole.
model = AutoModelForQuestionAnswering.from_pretrained(
    "distilbert/distilbert-base-cased-distilled-squad",
    dtype="float32",
    attn_implementation="eager",
).eval()

texts = ["Where did she live?"]
text_pair = "Ada Lovelace lived in London."

for text in texts:
    inputs = tokenizer(
        text,
        text_pair,
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
