import torch
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

# Xenova/opus-mt-en-de holds ONNX weights: this is the model that it was converted from.
# Loupe ran q4 weights; these are not quantised, so that figures differ a little.
tokenizer = AutoTokenizer.from_pretrained("Helsinki-NLP/opus-mt-en-de")
# Other implementations than the eager one never hold the weights as a whole.
model = AutoModelForSeq2SeqLM.from_pretrained(
    "Helsinki-NLP/opus-mt-en-de",
    attn_implementation="eager",
).eval()

texts = ["Where is the station?", "It is late."]

for text in texts:
    inputs = tokenizer(
        text,
        truncation=True,
        max_length=min(tokenizer.model_max_length, 160),
        return_tensors="pt",
    )
    written = model.generate(**inputs, num_beams=1, do_sample=False, max_new_tokens=12)
    decoder_input_ids = written[:, :-1]
    with torch.no_grad():
        outputs = model(**inputs, decoder_input_ids=decoder_input_ids, output_attentions=True)
    print(tokenizer.convert_ids_to_tokens(inputs["input_ids"][0]))
    print(tokenizer.convert_ids_to_tokens(decoder_input_ids[0]))
    for name in ("attentions", "encoder_attentions", "decoder_attentions", "cross_attentions"):
        if layers := outputs.get(name):
            # [layers, heads, tokens that look, tokens that are looked at]; each row sums to 1.
            weights = torch.stack(layers)[:, 0]
            print(name, tuple(weights.shape))
            # The first layer, as the mean of its heads.
            print(weights[0].mean(dim=0))
