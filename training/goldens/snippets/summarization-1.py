from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

# Xenova/distilbart-cnn-6-6 holds ONNX weights: this is the model that it was converted from.
# Loupe ran q4 weights; these are not quantised, so that figures differ a little.
tokenizer = AutoTokenizer.from_pretrained("sshleifer/distilbart-cnn-6-6")
model = AutoModelForSeq2SeqLM.from_pretrained("sshleifer/distilbart-cnn-6-6")

# As the pipelines of transformers 4 did by themselves.
model.generation_config.num_beams = 4
if model.generation_config.max_length in (None, 20):
    model.generation_config.max_new_tokens = 256

texts = ["The council met on Monday. It talked about the bridge for three hours and put it off again."]

inputs = tokenizer(texts, padding=True, truncation=True, return_tensors="pt")
outputs = model.generate(**inputs, do_sample=False)
for text in tokenizer.batch_decode(outputs, skip_special_tokens=True):
    print(text)
