"""Runs every Python program in snippets/ with tiny random models, to show that it is valid.

The programs are what the app's "Code" dialog writes. Models are made on the spot, in a folder named like the Hub id
that the program asks for, so that nothing is downloaded and the programs run unchanged. Their output means nothing.

    training/.venv/bin/python training/goldens/run_snippets.py
"""
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors
from transformers import (
    BartConfig,
    BartForConditionalGeneration,
    BertConfig,
    BertForMaskedLM,
    BertForQuestionAnswering,
    BertForSequenceClassification,
    BertForTokenClassification,
    LlamaConfig,
    LlamaForCausalLM,
    PreTrainedTokenizerFast,
)

SNIPPETS = Path(__file__).parent / "snippets"
ID = re.compile(r'"([\w.-]+/[\w.-]+)"')
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "eng_Latn", "fra_Latn"]
# The last one is what StopStringCriteria tries a tokenizer with.
WORDS = ["cat", "mat", "Paris", "is", "the", "of", "France", ".", "Ada", "Lovelace", "lived", "in", "London", "abcdef"]
CHAT = "{% for message in messages %}{{ message['content'] }} {% endfor %}"


def tokenizer(pair: bool) -> PreTrainedTokenizerFast:
    """Whole words, most of them unknown; with `pair` it marks and joins two texts as BERT does."""
    vocabulary = {token: index for index, token in enumerate(SPECIAL + WORDS)}
    fast = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    fast.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    fast.decoder = decoders.WordPiece()
    if pair:
        ends = [(token, vocabulary[token]) for token in ("[CLS]", "[SEP]")]
        fast.post_processor = processors.TemplateProcessing("[CLS] $A [SEP]", "[CLS] $A [SEP] $B:1 [SEP]:1", ends)
    names = ["input_ids", "token_type_ids", "attention_mask"] if pair else ["input_ids", "attention_mask"]
    return PreTrainedTokenizerFast(
        tokenizer_object=fast,
        model_input_names=names,
        model_max_length=128,
        pad_token="[PAD]",
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        mask_token="[MASK]",
        additional_special_tokens=["eng_Latn", "fra_Latn"],
        chat_template=CHAT,
    )


def bert(labels: list[str]) -> BertConfig:
    return BertConfig(
        vocab_size=64,
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=512,
        id2label=dict(enumerate(labels)),
        label2id={label: index for index, label in enumerate(labels)},
    )


def sequence_to_sequence() -> BartForConditionalGeneration:
    sizes = {"vocab_size": 64, "d_model": 16, "encoder_ffn_dim": 16, "decoder_ffn_dim": 16}
    layers = {"encoder_attention_heads": 2, "decoder_attention_heads": 2, "encoder_layers": 1, "decoder_layers": 1}
    tokens = {"pad_token_id": 0, "bos_token_id": 2, "eos_token_id": 3, "decoder_start_token_id": 3}
    return BartForConditionalGeneration(BartConfig(**sizes, **layers, **tokens))


def causal() -> LlamaForCausalLM:
    sizes = {"hidden_size": 16, "intermediate_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2}
    return LlamaForCausalLM(LlamaConfig(vocab_size=64, pad_token_id=0, bos_token_id=2, eos_token_id=3, **sizes))


MODELS = {
    "text-classification": lambda: BertForSequenceClassification(bert(["NEGATIVE", "POSITIVE"])),
    "zero-shot-classification": lambda: BertForSequenceClassification(bert(["contradiction", "neutral", "entailment"])),
    "fill-mask": lambda: BertForMaskedLM(bert(["LABEL_0"])),
    "token-classification": lambda: BertForTokenClassification(bert(["O", "B-PER", "I-PER"])),
    "question-answering": lambda: BertForQuestionAnswering(bert(["start", "end"])),
    "summarization": sequence_to_sequence,
    "translation": sequence_to_sequence,
    "text-generation": causal,
}
PAIRS = {"text-classification", "zero-shot-classification", "fill-mask", "token-classification", "question-answering"}


def run(snippet: Path) -> None:
    """Runs one program in a folder that holds the models it names."""
    task = snippet.stem.rpartition("-")[0]
    with tempfile.TemporaryDirectory() as folder:
        for name in set(ID.findall(snippet.read_text())):
            MODELS[task]().save_pretrained(Path(folder, name))
            tokenizer(task in PAIRS).save_pretrained(Path(folder, name))
        environment = {**os.environ, "HF_HUB_OFFLINE": "1", "TRANSFORMERS_VERBOSITY": "error"}
        result = subprocess.run([sys.executable, snippet], cwd=folder, env=environment, capture_output=True, text=True)
    if result.returncode != 0:
        raise SystemExit(f"{snippet.name}\n{result.stderr}")
    output = " ".join(result.stdout.split())
    print(f"{snippet.name}: {output[:80]}")


if __name__ == "__main__":
    for path in sorted(SNIPPETS.glob("*.py")):
        run(path)
