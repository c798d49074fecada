"""Writes what Hugging Face's tokenizers make of tricky strings: ids, offsets and words, for the tests of workers/text/offsets.

    training/.venv/bin/python training/goldens/offsets.py [--train]

The tokenizers are trained here, small ones of each family, on a page of text; with them the starters' own. Ties in
training fall either way, so that the tokenizers of the last time are kept unless `--train` asks for new ones. Python's
tokenizers refuse half a character (an unpaired surrogate, which JavaScript's strings may hold): they are given the
replacement character in its place, as every encoder of UTF-8 writes it.
"""

import io
import json
import sys
import tempfile
from pathlib import Path

import sentencepiece
from sentencepiece import sentencepiece_model_pb2
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from tokenizers import __version__ as tokenizers_version

ROOT = Path(__file__).parents[2]
OUTPUT = ROOT / "workers/text/offsets/goldens/offsets.json"

PAGE = [
    "The quick brown fox jumps over the lazy dog, and the dog does not mind at all.",
    "Angela Merkel visited Paris last week; New York, Zürich and São Paulo came later.",
    "It's 1889: the tower was built by Gustave Eiffel's company for $3.50 - or 100,000 francs!",
    "Ceci n'est pas une pipe, même à Noël. Grüße aus München! Straße, Fußball, naïve café.",
    "東京は日本の首都です。北京是中国的首都。 안녕하세요 세계",
    "مرحبا بالعالم  שלום עולם  Привет, мир  Ελλάδα ΟΔΟΣ नमस्ते दुनिया สวัสดี",
    "emoji 😀 👍🏽 👩‍👩‍👧 🇫🇷 and signs ™ © ½ ② ﬁ ﬂ",
]

STRINGS = [
    "", " ", "   ", "a", " a", "a ", "  two  spaces  ", "Hello world", "Hello  world", "hello\tworld", "line\nbreak\r\nhere",
    "The quick brown fox jumps over the lazy dog.", "the the the the", "New York, New York", "Angela Merkel visited Paris.",
    "unbelievably antidisestablishmentarianism", "don't can't it's we'll they've I'd", "rock 'n' roll", "state-of-the-art",
    "e-mail: someone@example.org", "https://example.org/a?b=c&d=1#e", "3.14159 1,000,000 1/2 50% $5 €10", "2024-01-31T12:00",
    "C++ and C# and .NET", "(brackets) [square] {curly} <angle>", "\"quotes\" 'single' “curly” ‘single’ «guillemets»",
    "``backticks'' and ''", "...ellipsis… and—dashes–here", "!!!???", "a!b?c", "_under_score_ __init__",
    "café", "cafe\u0301", "Zürich", "Zu\u0308rich", "São Paulo", "naïve", "Noël", "e\u0301\u0302x", "\u0301leading mark",
    "a\u0323\u0307 and a\u0307\u0323", "Ångström", "A\u030angstro\u0308m", "ñandú", "crème brûlée", "Ǆ ǆ ǅ",
    "Straße", "STRASSE ẞ", "İstanbul", "ıI iİ", "ΟΔΟΣ", "ΣΑΣ ς", "Ελλάδα", "ﬁne ﬂow ﬀ", "oﬃce", "½ ¼ ②③ ™ ℃ №",
    "ｆｕｌｌ ｗｉｄｔｈ！", "ﾊﾝｶｸ", "x² + y³", "1⁄2", "Å Ω K", "㎏ ㍿", "\u2026\u2025",
    "東京", "東京は日本の首都です。", "I love 東京 very much", "中文and英文mixed", "北京是中国的首都", "안녕하세요 세계", "한국어",
    "\u1112\u1161\u11ab\u1100\u1173\u11af", "日本語 テキスト", "か\u3099き", "ゴ゙", "𠀀𠀁 rare", "\uf900 compat",
    "مرحبا بالعالم", "مُحَمَّد", "שלום עולם", "שָׁלוֹם", "Привет, мир!", "Ёлка и ёж", "नमस्ते दुनिया", "สวัสดีครับ", "ภาษาไทย", "ကမ္ဘာ",
    "😀", "I 😀 you", "😀😀😀", "👍🏽 ok", "👩‍👩‍👧 family", "👨‍👩‍👧‍👦", "🇫🇷🇩🇪", "❤️ heart", "a😀b", "1️⃣ 2️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "text😀.", "🧑🏿‍🚀 in space",
    "soft\u00adhyphen", "zero\u200bwidth", "zero\u200djoin", "\ufeffbom", "no\u00a0break", "thin\u2009space", "ideographic\u3000space",
    "line\u2028sep\u2029para", "nul\u0000l", "bell\u0007x", "esc\u001b[0m", "\u0085nel", "form\u000cfeed\u000bvt", "repl\ufffdaced",
    "\u0000\u0001start", "rtl\u200fmark\u202aembed", "private\ue000use", "unassigned\u0378x", "tag\U000e0041s",
    "MixedCASE Words", "ALLCAPS", "iPhone iOS macOS", "a.b.c.", "U.S.A.", "Mr. Smith's", "x" * 120, "ab" * 60 + " c",
    "日" * 20, "😀" * 12, "word " * 8, "\t\t tabs", "trailing\n", "\n\nleading", "a\u0300" * 5, "~tilde~ ~～",
    "<mask> is", "is <mask>", "is <mask> here", "is<mask>here", "  <mask>  ", "<mask><mask>", "[MASK] is [MASK].", "[CLS] text [SEP]",
    "[mask]", "<s>hi</s>", "<pad>", "Newword here", "a Newword, Newwords", "[UNK] known", "▁under", "a▁b", "Ġdot Ċ", "##ing", "</w>",
    # Halves of characters: alone, at either end, the wrong way round, beside a whole one.
    "\ud83d", "\ude00", "a\ud83d", "\ud83dz", "Paris \ud83d Rome", "\ude00\ud83d", "\ud83d\ud83d\ude00", "x\udc00\udc00y", "é\ud800\u0301",
    "\ud83d\u200d\ud83d", "\ufffd\ud83d\ufffd", "tab\t\udfff\ttab",
    # Marks in numbers, and marks that change places.
    "Z\u0351\u036b\u0343\u0329a\u0321l\u034eg\u0310o\u0312", "q\u0323\u0307\u0323", "\u0344\u0308\u0301", "ệ ệ ê\u0323 e\u0323\u0302", "ﷺ ﷽", "ẛ\u0323",
    "क्षि क्‍ष त्र", "தமிழ் மொழி", "ཨོཾ་མ་ཎི", "ខ្មែរ", "ქართული", "Հայերեն", "አማርኛ", "ᏣᎳᎩ", "ייִדיש", "پارسی ـ كـتـب", "\u0640\u064b",
    "日本\u3099語 ㇰ ㌀ 〆", "我爱北京天安门😀👍🏽", "漢字\ufe00 㐂 𪚥", "ｱｲｳ ＡＢＣ　１２３", "각 각 ᄀ", "「引用」『二重』、。・",
    "🏳️‍🌈🏳️‍⚧️", "👩🏽‍❤️‍💋‍👨🏿", "#️⃣*️⃣", "☺︎ ☺️", "🇫🇷🇩", "\u200d\u200d", "\ufe0f", "🫠🪿",
    "\t", "\t\t\t", " \t \t ", "a\tb\tc\n", "\r", "\r\n\r\n", "\u000b\u000c", "    indented()\n\treturn 1;", "\u2000\u2001\u2003 wide", "\u180e\u2060\u2028",
    "def f(x): return x**2 # ünïcode", "{\"key\": [1, 2.5e-3, null]}", "SELECT * FROM t WHERE a='b';", "$\\frac{1}{2}$ ≤ ∑ᵢ xᵢ²", "<|endoftext|>", "<|im_start|>user",
    "aaaaaaaaab", "0123456789" * 6, "…" * 9, "'" * 5 + "s", "١٢٣ ४५६ Ⅳ ⅷ ¾", "K Å Ω µ μ", "ŉ ǰ ΐ ﬗ", "ſs ß SS ẞ", "İi̇ Iı", "\U0010fffd\U000e01ef",
]


def train(tokenizer: Tokenizer, trainer) -> Tokenizer:
    tokenizer.train_from_iterator(PAGE * 20, trainer)
    return tokenizer


def word_piece(lowercase: bool) -> Tokenizer:
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=lowercase, strip_accents=None)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    # A small alphabet, so that some characters are unknown.
    train(tokenizer, trainers.WordPieceTrainer(vocab_size=300, special_tokens=special, limit_alphabet=90, show_progress=False))
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    return tokenizer


def byte_level(prefix_space: bool, trim: bool, roberta: bool) -> Tokenizer:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=prefix_space)
    special = ["<s>", "<pad>", "</s>", "<unk>"]
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    train(tokenizer, trainers.BpeTrainer(vocab_size=420, special_tokens=special, initial_alphabet=alphabet, show_progress=False))
    if roberta:
        tokenizer.add_special_tokens([AddedToken("<mask>", lstrip=True, normalized=False, special=True)])
        tokenizer.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0), trim_offsets=trim, add_prefix_space=prefix_space)
    else:
        tokenizer.post_processor = processors.ByteLevel(trim_offsets=trim)
    return tokenizer


def char_bpe() -> Tokenizer:
    """As CLIP: an end-of-word suffix, one normalised form, regular expressions for words."""
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>", end_of_word_suffix="</w>", fuse_unk=False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Split(Regex(r"\p{L}+|\p{N}|[^\s\p{L}\p{N}]+"), "removed", invert=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]
    )
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(
        vocab_size=800, special_tokens=["<unk>"], initial_alphabet=alphabet, end_of_word_suffix="</w>", show_progress=False
    )
    return train(tokenizer, trainer)


def byte_fallback() -> Tokenizer:
    """As Llama: spaces become a visible mark, unknown characters their bytes."""
    special = ["<unk>", "<s>", "</s>"] + [f"<0x{byte:02X}>" for byte in range(256)]
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>", byte_fallback=True, fuse_unk=True))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    train(tokenizer, trainers.BpeTrainer(vocab_size=560, special_tokens=special, limit_alphabet=90, show_progress=False))
    saved = json.loads(tokenizer.to_str())
    saved["added_tokens"] = saved["added_tokens"][:3]
    return Tokenizer.from_str(json.dumps(saved))


# Some of the rules of SentencePiece's nmt_nfkc: control characters go, spaces become one kind, compositions are applied.
RULES = {
    **{chr(code): "" for code in (*range(1, 9), 0x0B, *range(0x0E, 0x20), 0x7F, 0xAD, 0x200B, 0x200F, 0xFEFF)},
    **{chr(code): " " for code in (9, 10, 12, 13, 0xA0, 0x2009, 0x2028, 0x3000, 0xFFFD)},
    **{"ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "½": "1⁄2", "②": "2", "™": "TM", "℃": "°C", "№": "No", "㎏": "kg", "㍿": "株式会社"},
    **{chr(0xFF01 + i): chr(0x21 + i) for i in range(93)},
    **{"e\u0301": "é", "u\u0308": "ü", "か\u3099": "が", "a\u0300": "à", "…": "...", "²": "2", "³": "3"},
}


def charsmap() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        rules = Path(folder) / "rules.tsv"
        codes = lambda text: " ".join(f"{ord(char):X}" for char in text)  # noqa: E731
        rules.write_text("".join(f"{codes(key)}\t{codes(value)}\n" for key, value in sorted(RULES.items())))
        model = io.BytesIO()
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(PAGE * 20), model_writer=model, model_type="char", vocab_size=240, hard_vocab_limit=False, normalization_rule_tsv=str(rules), minloglevel=2
        )
    proto = sentencepiece_model_pb2.ModelProto()
    proto.ParseFromString(model.getvalue())
    return proto.normalizer_spec.precompiled_charsmap


def unigram(albert: bool) -> Tokenizer:
    tokenizer = Tokenizer(models.Unigram())
    table = normalizers.Precompiled(charsmap())
    spaces = normalizers.Replace(Regex(" {2,}"), " ")
    if albert:
        steps = [normalizers.Replace("``", '"'), normalizers.Replace("''", '"'), normalizers.NFKD(), normalizers.StripAccents()]
        tokenizer.normalizer = normalizers.Sequence([*steps, normalizers.Lowercase(), table, spaces])
        tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    else:
        tokenizer.normalizer = normalizers.Sequence([table, spaces])
        tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(prepend_scheme="always")])
    special = ["<pad>", "</s>", "<unk>", "<mask>"]
    train(tokenizer, trainers.UnigramTrainer(vocab_size=300, special_tokens=special, unk_token="<unk>", show_progress=False))
    return tokenizer


def mixed() -> Tokenizer:
    """The rarer parts, and added tokens that are no special ones."""
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Strip(), normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Whitespace(), pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.Punctuation("merged_with_previous")]
    )
    train(tokenizer, trainers.WordPieceTrainer(vocab_size=400, special_tokens=["[UNK]"], limit_alphabet=120, show_progress=False))
    tokenizer.add_tokens([AddedToken("Newword", single_word=True, normalized=True), AddedToken("e-mail", rstrip=True, normalized=False)])
    return tokenizer


def metaspace_first() -> Tokenizer:
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="first")
    special = ["<s>", "</s>", "<unk>"]
    train(tokenizer, trainers.UnigramTrainer(vocab_size=260, special_tokens=special, unk_token="<unk>", show_progress=False))
    tokenizer.add_special_tokens([AddedToken("<mask>", lstrip=True, normalized=False, special=True)])
    return tokenizer


def starter(name: str) -> Tokenizer:
    return Tokenizer.from_file(str(ROOT / f"public/models/loupe/{name}/tokenizer.json"))


def whole_characters(text: str) -> str:
    """Halves that belong together become one character, as JavaScript reads them; others the replacement character."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def encode(tokenizer: Tokenizer, text: str) -> dict:
    text = whole_characters(text)
    encoding = tokenizer.encode(text, add_special_tokens=False)
    # Characters here, UTF-16 units in JavaScript.
    units = [0]
    for char in text:
        units.append(units[-1] + len(char.encode("utf-16-le")) // 2)
    flat = lambda offsets: [units[position] for offset in offsets for position in offset]  # noqa: E731
    golden = {"ids": encoding.ids, "offsets": flat(encoding.offsets), "words": encoding.word_ids}
    # In windows of one token each token is the first one.
    tokenizer.enable_truncation(1, stride=0)
    window = tokenizer.encode(text, add_special_tokens=False)
    tokenizer.no_truncation()
    firsts = flat(offset for part in (window, *window.overflowing) for offset in part.offsets)
    return golden if firsts == golden["offsets"] else {**golden, "window_offsets": firsts}


def train_all() -> dict[str, Tokenizer]:
    return {
        "wordpiece-uncased": word_piece(lowercase=True),
        "wordpiece-cased": word_piece(lowercase=False),
        "byte-level": byte_level(prefix_space=False, trim=False, roberta=False),
        "byte-level-prefix": byte_level(prefix_space=True, trim=True, roberta=False),
        "roberta": byte_level(prefix_space=False, trim=True, roberta=True),
        "end-of-word": char_bpe(),
        "byte-fallback": byte_fallback(),
        "unigram-albert": unigram(albert=True),
        "unigram-t5": unigram(albert=False),
        "unigram-first": metaspace_first(),
        "mixed": mixed(),
    }


def trained_before() -> dict[str, Tokenizer]:
    trained = json.loads(OUTPUT.read_text())["trained"]
    return {name: Tokenizer.from_str(json.dumps(entry["tokenizer"])) for name, entry in trained.items()}


def storable(text: str) -> str | list[int]:
    """Files cannot hold halves of characters: such a text is written as its UTF-16 units."""
    if whole_characters(text) == text:
        return text
    units = text.encode("utf-16-le", "surrogatepass")
    return [int.from_bytes(units[i : i + 2], "little") for i in range(0, len(units), 2)]


def main() -> None:
    trained = train_all() if "--train" in sys.argv or not OUTPUT.exists() else trained_before()
    for tokenizer in trained.values():
        tokenizer.no_padding()
        tokenizer.no_truncation()
    starters = {name: starter(name) for name in ("ner", "qa", "stories")}
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    golden = {
        "tokenizers": tokenizers_version,
        "strings": [storable(text) for text in STRINGS],
        "trained": {
            name: {"tokenizer": json.loads(tokenizer.to_str()), "encodings": [encode(tokenizer, text) for text in STRINGS]}
            for name, tokenizer in trained.items()
        },
        "starters": {name: [encode(tokenizer, text) for text in STRINGS] for name, tokenizer in starters.items()},
    }
    OUTPUT.write_text(json.dumps(golden, ensure_ascii=True, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
