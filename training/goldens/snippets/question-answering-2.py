from transformers import pipeline

# loupe/qa comes with Loupe and is not on the Hub: this is a model of the same kind.
# Loupe ran q4 weights; these are not quantised, so that figures differ a little.
answer = pipeline("question-answering", model="distilbert/distilbert-base-cased-distilled-squad")

question = "Who?"

context = "Ada Lovelace lived in London."

# This pipeline was taken out of transformers 5.3: pip install "transformers<5"
result = answer(
    question=question,
    context=context,
    top_k=3,
    max_answer_len=30,
    doc_stride=64,
    max_seq_len=256,
    handle_impossible_answer=True,
    align_to_words=False,
)
print(result)
