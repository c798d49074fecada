"""Tokenizers of the tiny models, each in the form of its family and built by the family's own class of transformers."""
import io
import json
import string
import unicodedata
from collections import Counter
from pathlib import Path

import sentencepiece
from tokenizers import AddedToken, BertWordPieceTokenizer, ByteLevelBPETokenizer, Regex, Tokenizer
from tokenizers import decoders, models, pre_tokenizers, processors
from transformers import (
    AlbertTokenizerFast,
    BartTokenizerFast,
    BertTokenizerFast,
    DebertaV2TokenizerFast,
    DistilBertTokenizerFast,
    GemmaTokenizerFast,
    GPT2TokenizerFast,
    M2M100Tokenizer,
    MarianTokenizer,
    MPNetTokenizerFast,
    PreTrainedTokenizerBase,
    PreTrainedTokenizerFast,
    Qwen2TokenizerFast,
    RobertaTokenizerFast,
    T5TokenizerFast,
)
from transformers.models.m2m_100.tokenization_m2m_100 import FAIRSEQ_LANGUAGE_CODES

from parity.corpus import LINES

PIECES = 270
BYTE_PIECES = 340

CHAT_TEMPLATE = (
    "{% for message in messages %}{% if loop.first and message['role'] != 'system' %}"
    "{{ '<|im_start|>system\nYou are a helpful assistant.<|im_end|>\n' }}{% endif %}"
    "{{ '<|im_start|>' + message['role'] + '\n' + message['content'] | trim + '<|im_end|>' + '\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)
# As Gemma's: the assistant is called model, and the first token is written by the template itself.
TURNS_TEMPLATE = (
    "{{ bos_token }}{% if messages[0]['role'] == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}"
    "{% for message in messages %}{% set role = 'model' if message['role'] == 'assistant' else message['role'] %}"
    "{{ '<start_of_turn>' + role + '\n' + message['content'] | trim + '<end_of_turn>\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<start_of_turn>model\n' }}{% endif %}"
)


def word_pieces(work: Path, special: list[str], lowercase: bool = True) -> str:
    """Writes vocab.txt: the characters, then the commonest beginnings and later parts of words. The library's own trainer
    gives another vocabulary on each run."""
    tokenizer = BertWordPieceTokenizer(lowercase=lowercase)
    parts: Counter[str] = Counter()
    for line in LINES:
        for word, _ in tokenizer.pre_tokenizer.pre_tokenize_str(tokenizer.normalizer.normalize_str(line)):
            parts.update(word[:end] for end in range(1, len(word) + 1))
            parts.update(f"##{word[start:end]}" for start in range(1, len(word)) for end in range(start + 1, start + 5))
    common = sorted(parts, key=lambda part: (len(part.removeprefix("##")) > 1, -parts[part], part))
    # Rare characters are left out, so that some are unknown.
    pieces = [part for part in common if parts[part] > 4]
    file = work / "vocab.txt"
    file.write_text("".join(f"{piece}\n" for piece in [*special, *pieces[: PIECES - len(special)]]), encoding="utf-8")
    return str(file)


def byte_pairs(work: Path, special: list[str]) -> dict[str, str]:
    """Trains a byte-level BPE and writes vocab.json and merges.txt."""
    tokenizer = ByteLevelBPETokenizer()
    tokenizer.train_from_iterator(LINES, vocab_size=BYTE_PIECES, min_frequency=2, special_tokens=special, show_progress=False)
    tokenizer.save_model(str(work))
    return {"vocab_file": str(work / "vocab.json"), "merges_file": str(work / "merges.txt")}


def normalization_rules() -> str:
    """A small part of SentencePiece's nmt_nfkc, which would be the most part of a tiny tokenizer.json: spaces, compatibility
    characters, and Latin letters whose accents are characters of their own."""
    rules = {code: " " for code in (*range(9, 14), 0xA0, *range(0x2000, 0x200B), 0x3000)}
    compatible = (*range(0xA1, 0x100), *range(0x2010, 0x2040), 0x2122, *range(0xFB00, 0xFB05), *range(0xFF01, 0xFF5F))
    lines = []
    for code in compatible:
        normal = unicodedata.normalize("NFKC", chr(code))
        if normal != chr(code) and code not in rules:
            rules[code] = normal
    lines += [f"{code:X}\t{hexadecimal(text)}" for code, text in rules.items()]
    for letter in string.ascii_letters:
        for accent in "\u0300\u0301\u0302\u0303\u0308\u030a\u030c\u0327":
            composed = unicodedata.normalize("NFC", letter + accent)
            if len(composed) == 1:
                lines.append(f"{hexadecimal(letter + accent)}\t{hexadecimal(composed)}")
    return "\n".join(lines) + "\n"


def hexadecimal(text: str) -> str:
    return " ".join(f"{ord(character):X}" for character in text)


def sentence_pieces(file: Path, kind: str, size: int = PIECES, lines: list[str] = LINES, **options: object) -> str:
    """Trains a SentencePiece model, `unigram` or `bpe`."""
    rules = file.with_suffix(".tsv")
    rules.write_text(normalization_rules())
    normalization = {} if "normalization_rule_name" in options else {"normalization_rule_tsv": str(rules)}
    written = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines), model_writer=written, model_type=kind, vocab_size=size, hard_vocab_limit=False,
        character_coverage=0.995, num_threads=1, minloglevel=2, **normalization, **options,
    )
    file.write_bytes(written.getvalue())
    return str(file)


def bert(work: Path, length: int) -> PreTrainedTokenizerBase:
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    return BertTokenizerFast(word_pieces(work, special), model_max_length=length)


def bert_cased(work: Path, length: int) -> PreTrainedTokenizerBase:
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    return BertTokenizerFast(word_pieces(work, special, lowercase=False), do_lower_case=False, model_max_length=length)


def distilbert(work: Path, length: int) -> PreTrainedTokenizerBase:
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    return DistilBertTokenizerFast(word_pieces(work, special), model_max_length=length)


def mpnet(work: Path, length: int) -> PreTrainedTokenizerBase:
    special = ["<s>", "<pad>", "</s>", "[UNK]", "<mask>"]
    return MPNetTokenizerFast(word_pieces(work, special), model_max_length=length)


ROBERTA_SPECIAL = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]


def roberta(work: Path, length: int) -> PreTrainedTokenizerBase:
    return RobertaTokenizerFast(**byte_pairs(work, ROBERTA_SPECIAL), model_max_length=length)


def roberta_prefix_space(work: Path, length: int) -> PreTrainedTokenizerBase:
    return RobertaTokenizerFast(**byte_pairs(work, ROBERTA_SPECIAL), add_prefix_space=True, model_max_length=length)


def bart(work: Path, length: int) -> PreTrainedTokenizerBase:
    return BartTokenizerFast(**byte_pairs(work, ROBERTA_SPECIAL), model_max_length=length)


def gpt2(work: Path, length: int) -> PreTrainedTokenizerBase:
    return GPT2TokenizerFast(**byte_pairs(work, ["<|endoftext|>"]), model_max_length=length)


def qwen2(work: Path, length: int) -> PreTrainedTokenizerBase:
    files = byte_pairs(work, ["<|endoftext|>", "<|im_start|>", "<|im_end|>"])
    special = ["<|im_start|>", "<|im_end|>"]
    tokenizer = Qwen2TokenizerFast(**files, eos_token="<|im_end|>", additional_special_tokens=special, model_max_length=length)
    tokenizer.chat_template = CHAT_TEMPLATE
    return tokenizer


# Llama 3's own split, with digits in threes.
LLAMA_SPLIT = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)


def llama(work: Path, length: int) -> PreTrainedTokenizerBase:
    """As Llama 3: byte-level BPE behind a split by expression, and a beginning token by template."""
    begin, end = "<|begin_of_text|>", "<|end_of_text|>"
    files = byte_pairs(work, [begin, end, "<|eot_id|>"])
    tokenizer = Tokenizer(models.BPE.from_file(files["vocab_file"], files["merges_file"], ignore_merges=True))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(LLAMA_SPLIT), "isolated"), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
    ])
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.post_processor = processors.Sequence([
        processors.ByteLevel(trim_offsets=False),
        processors.TemplateProcessing(single=f"{begin} $A", pair=f"{begin} $A {begin}:1 $B:1", special_tokens=[(begin, 0)]),
    ])
    tokenizer.add_special_tokens([AddedToken(token, special=True, normalized=False) for token in (begin, end, "<|eot_id|>")])
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, bos_token=begin, eos_token=end, clean_up_tokenization_spaces=True, model_max_length=length,
        model_input_names=["input_ids", "attention_mask"],
    )


def gemma(work: Path, length: int) -> PreTrainedTokenizerBase:
    """As Gemma: SentencePiece BPE that falls back to bytes, no space put before the text."""
    file = sentence_pieces(
        work / "tokenizer.model", "bpe", size=PIECES + 256, byte_fallback=True, pad_id=0, eos_id=1, bos_id=2, unk_id=3,
        add_dummy_prefix=False, remove_extra_whitespaces=False, normalization_rule_name="identity",
        user_defined_symbols=["<start_of_turn>", "<end_of_turn>", "\n"],
    )
    turns = ["<start_of_turn>", "<end_of_turn>"]
    tokenizer = GemmaTokenizerFast(file, additional_special_tokens=turns, model_max_length=length)
    tokenizer.chat_template = TURNS_TEMPLATE
    return tokenizer


def albert(work: Path, length: int) -> PreTrainedTokenizerBase:
    lower = [line.lower() for line in LINES]
    file = sentence_pieces(
        work / "spiece.model", "unigram", lines=lower, pad_id=0, unk_id=1, bos_id=-1, eos_id=-1,
        control_symbols=["[CLS]", "[SEP]"], user_defined_symbols=["[MASK]"],
    )
    return AlbertTokenizerFast(file, model_max_length=length)


def deberta_v2(work: Path, length: int) -> PreTrainedTokenizerBase:
    file = sentence_pieces(
        work / "spm.model", "unigram", pad_id=0, bos_id=1, eos_id=2, unk_id=3, pad_piece="[PAD]", bos_piece="[CLS]",
        eos_piece="[SEP]", unk_piece="[UNK]",
    )
    return DebertaV2TokenizerFast(file, model_max_length=length)


def t5(work: Path, length: int) -> PreTrainedTokenizerBase:
    file = sentence_pieces(work / "spiece.model", "unigram", pad_id=0, eos_id=1, unk_id=2, bos_id=-1)
    return T5TokenizerFast(file, extra_ids=10, add_prefix_space=True, model_max_length=length)


LANGUAGES = [">>fra<<", ">>deu<<"]


def marian(work: Path, length: int) -> PreTrainedTokenizerBase:
    """As Marian: two SentencePiece models over one vocabulary in which end and unknown come first, padding last. Both know
    the same characters: in the browser one tokenizer stands for both, and finds what only the target has."""
    pieces = dict.fromkeys(["</s>", "<unk>", *LANGUAGES])
    files = {}
    for name, size in {"source": PIECES - 20, "target": PIECES - 60}.items():
        files[name] = sentence_pieces(work / f"{name}.spm", "unigram", size=size, unk_id=2, eos_id=1, bos_id=0)
        model = sentencepiece.SentencePieceProcessor(model_file=files[name])
        pieces |= dict.fromkeys(model.id_to_piece(index) for index in range(3, model.vocab_size()))
    pieces["<pad>"] = None
    (work / "vocab.json").write_text(json.dumps({piece: index for index, piece in enumerate(pieces)}, ensure_ascii=False))
    return MarianTokenizer(files["source"], files["target"], str(work / "vocab.json"), model_max_length=length)


def m2m100(work: Path, length: int) -> PreTrainedTokenizerBase:
    """As M2M100: SentencePiece BPE with the languages' codes behind its pieces, and eight unused places behind them."""
    file = sentence_pieces(work / "sentencepiece.bpe.model", "bpe")
    model = sentencepiece.SentencePieceProcessor(model_file=file)
    pieces = ["<s>", "<pad>", "</s>", "<unk>", *(model.id_to_piece(index) for index in range(3, model.vocab_size()))]
    (work / "vocab.json").write_text(json.dumps({piece: index for index, piece in enumerate(pieces)}, ensure_ascii=False))
    # The published tokenizers list their languages as special tokens; the class does not do so by itself.
    languages = [f"__{code}__" for code in FAIRSEQ_LANGUAGE_CODES["m2m100"]]
    return M2M100Tokenizer(
        str(work / "vocab.json"), file, src_lang="en", additional_special_tokens=languages, model_max_length=length,
    )
