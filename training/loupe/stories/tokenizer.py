"""A byte-level BPE tokenizer of our own for the stories."""
import json
from collections.abc import Iterable
from pathlib import Path

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers

END_OF_TEXT = "<|endoftext|>"
PAD = "<|pad|>"
END_OF_TEXT_ID = 0
PAD_ID = 1
VOCABULARY = 4096
CONTEXT = 512


def train_tokenizer(texts: Iterable[str], file: Path) -> Tokenizer:
    """Learns the merges and writes tokenizer.json. Encoding puts <|endoftext|> first, as each training text had it."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY, special_tokens=[END_OF_TEXT, PAD], initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False
    )
    tokenizer.train_from_iterator(texts, trainer)
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{END_OF_TEXT} $A", pair=f"{END_OF_TEXT} $A $B", special_tokens=[(END_OF_TEXT, END_OF_TEXT_ID)]
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(file))
    return tokenizer


def write_tokenizer_config(file: Path) -> None:
    """tokenizer_config.json. `add_bos_token` makes the text-generation pipeline keep the <|endoftext|> in front."""
    config = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "bos_token": END_OF_TEXT,
        "eos_token": END_OF_TEXT,
        "pad_token": PAD,
        "add_bos_token": True,
        "add_eos_token": False,
        "padding_side": "left",
        "clean_up_tokenization_spaces": False,
        "model_max_length": CONTEXT,
    }
    file.write_text(json.dumps(config, indent=2) + "\n")
