from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

# Xenova/nllb-200-distilled-600M holds ONNX weights: this is the model that it was converted from.
# Loupe ran q4 weights; these are not quantised, so that figures differ a little.
tokenizer = AutoTokenizer.from_pretrained("facebook/nllb-200-distilled-600M", src_lang="eng_Latn")
model = AutoModelForSeq2SeqLM.from_pretrained("facebook/nllb-200-distilled-600M")

texts = ["Where is the station?"]

# split_sentences is Loupe’s own: each text is translated as a whole here.
inputs = tokenizer(texts, padding=True, truncation=True, return_tensors="pt")
outputs = model.generate(
    **inputs,
    forced_bos_token_id=tokenizer.get_lang_id("fra_Latn") if hasattr(tokenizer, "get_lang_id") else tokenizer.convert_tokens_to_ids("fra_Latn"),
    max_length=64,
    do_sample=False,
    num_beams=1,
)
for text in tokenizer.batch_decode(outputs, skip_special_tokens=True):
    print(text)
