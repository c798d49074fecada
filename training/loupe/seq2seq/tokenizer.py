"""A BPE tokenizer for source and target together, with ▁ for a space and bytes for unknown characters."""
import json
from collections.abc import Iterable
from pathlib import Path

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

END, PAD, UNKNOWN = "</s>", "<pad>", "<unk>"
END_ID, PAD_ID, UNKNOWN_ID = 0, 1, 2
BYTES = [f"<0x{byte:02X}>" for byte in range(256)]
# Elided French words (l', qu'), letters with the space before them, endings ('s, 't), other characters one by one.
PIECES = r"▁?(?:[LDJNSCTMldjnsctm]|[Qq]u)'|▁?[\p{L}\p{M}]+|'[\p{L}\p{M}]+|▁?[^\p{L}\p{M}▁]|▁"
REPLACED = [("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("\u00a0", " "), ("\u202f", " ")]


def train_tokenizer(texts: Iterable[str], vocabulary: int, file: Path) -> Tokenizer:
    """Learns the merges and writes tokenizer.json. Encoding puts </s> at the end."""
    tokenizer = Tokenizer(models.BPE(unk_token=UNKNOWN, byte_fallback=True, fuse_unk=False))
    replaced = [normalizers.Replace(old, new) for old, new in REPLACED]
    tokenizer.normalizer = normalizers.Sequence([
        normalizers.NFC(), *replaced, normalizers.Replace(Regex(r"\s+"), " "), normalizers.Strip(),
    ])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=False), pre_tokenizers.Split(Regex(PIECES), "isolated"),
    ])
    tokenizer.decoder = decoders.Sequence([
        decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0),
    ])
    special = [AddedToken(token, special=True, normalized=False) for token in (END, PAD, UNKNOWN)]
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary - len(BYTES), special_tokens=special, min_frequency=2, limit_alphabet=130, show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    tokenizer = with_bytes(tokenizer)
    tokenizer.post_processor = processors.TemplateProcessing(single=f"$A {END}", pair=f"$A $B {END}", special_tokens=[(END, END_ID)])
    file.parent.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(file))
    return tokenizer


def with_bytes(tokenizer: Tokenizer) -> Tokenizer:
    """The tokenizer with the 256 bytes in its vocabulary, behind the learned pieces."""
    definition = json.loads(tokenizer.to_str())
    pieces = definition["model"]["vocab"]
    for byte in BYTES:
        pieces.setdefault(byte, len(pieces))
    return Tokenizer.from_str(json.dumps(definition))


def write_tokenizer_config(file: Path, length: int) -> None:
    """tokenizer_config.json."""
    config = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "eos_token": END,
        "pad_token": PAD,
        "unk_token": UNKNOWN,
        "padding_side": "right",
        "model_input_names": ["input_ids", "attention_mask"],
        "clean_up_tokenization_spaces": False,
        "model_max_length": length,
    }
    file.write_text(json.dumps(config, indent=2) + "\n")
