from transformers import AutoModelForSeq2SeqLM, AutoTokenizer, set_seed

# loupe/summarize comes with Loupe and is not on the Hub: this is a model of the same kind.
# Loupe ran q8 weights; these are not quantised, so that figures differ a little.
tokenizer = AutoTokenizer.from_pretrained("sshleifer/distilbart-cnn-6-6")
model = AutoModelForSeq2SeqLM.from_pretrained("sshleifer/distilbart-cnn-6-6")

texts = ["The council met on Monday.", "It talked about the bridge."]

# map_reduce is Loupe’s own: a long text is cut off here.
# Other random numbers than in Loupe: the text differs.
set_seed(7)
inputs = tokenizer(texts, padding=True, truncation=True, return_tensors="pt")
outputs = model.generate(
    **inputs,
    max_new_tokens=60,
    min_length=10,
    do_sample=True,
    temperature=0.8,
    top_k=50,
    top_p=0.95,
    min_p=0.05,
    typical_p=1.0,
    num_beams=4,
    length_penalty=2.0,
    early_stopping=True,
    num_return_sequences=2,
    no_repeat_ngram_size=3,
)
for text in tokenizer.batch_decode(outputs, skip_special_tokens=True):
    print(text)
