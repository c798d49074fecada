from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

# Xenova/opus-mt-en-ROMANCE holds ONNX weights: this is the model that it was converted from.
# Loupe ran q4 weights; these are not quantised, so that figures differ a little.
tokenizer = AutoTokenizer.from_pretrained("Helsinki-NLP/opus-mt-en-ROMANCE")
model = AutoModelForSeq2SeqLM.from_pretrained("Helsinki-NLP/opus-mt-en-ROMANCE")

# As the pipelines of transformers 4 did by themselves.
model.generation_config.num_beams = 4
if model.generation_config.max_length in (None, 20):
    model.generation_config.max_new_tokens = 256

texts = ["Where is the station?"]

inputs = tokenizer([">>fra<< " + text for text in texts], padding=True, truncation=True, return_tensors="pt")
outputs = model.generate(**inputs, do_sample=False)
for text in tokenizer.batch_decode(outputs, skip_special_tokens=True):
    print(text)
