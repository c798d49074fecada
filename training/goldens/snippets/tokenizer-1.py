from transformers import AutoTokenizer

tokenizer = AutoTokenizer.from_pretrained("google-bert/bert-base-uncased")

text = ["Ada Lovelace lived in London.", "Paris is the mat."]

encoded = tokenizer(
    text,
    padding="longest",
    truncation="only_second",
    max_length=12,
    pad_to_multiple_of=4,
    padding_side="left",
    text_pair=["the cat", "the mat of Paris"],
)
print(encoded)
