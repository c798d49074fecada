"""tokenizer.json for the two families whose tokenizers Python has only in its slow form.

Both are in the form that their conversions for transformers.js have: Marian's source and target pieces in one Unigram
model, scored by the source; M2M100's SentencePiece as BPE merges, with the languages as special tokens.
"""
import base64

from sentencepiece import sentencepiece_model_pb2
from transformers import M2M100Tokenizer, MarianTokenizer
from transformers.convert_slow_tokenizer import SentencePieceExtractor

# The score of pieces that only the target's model has.
NEVER = -100.0
# SentencePiece takes several spaces for one.
SPACES = {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "}


def read_model(file: str) -> sentencepiece_model_pb2.ModelProto:
    model = sentencepiece_model_pb2.ModelProto()
    with open(file, "rb") as stream:
        model.ParseFromString(stream.read())
    return model


def definition(model: dict, normalizer: dict, pre_tokenizers: list[dict], before: list[str], special: dict[str, int]) -> dict:
    """tokenizer.json around a model, which ends every text with </s>."""
    end = {"SpecialToken": {"id": "</s>", "type_id": 0}}
    first = [{"SpecialToken": {"id": token, "type_id": 0}} for token in before]
    texts = [{"Sequence": {"id": name, "type_id": 0}} for name in "AB"]
    used = {token: {"id": token, "ids": [special[token]], "tokens": [token]} for token in (*before, "</s>")}
    space = {"type": "Metaspace", "replacement": "▁", "add_prefix_space": True}
    return {
        "version": "1.0", "truncation": None, "padding": None,
        "added_tokens": [
            {"id": index, "content": token, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
            for token, index in sorted(special.items(), key=lambda entry: entry[1])
        ],
        "normalizer": normalizer,
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [*pre_tokenizers, space]} if pre_tokenizers else space,
        "post_processor": {
            "type": "TemplateProcessing", "single": [*first, texts[0], end], "pair": [*first, *texts, end], "special_tokens": used,
        },
        "decoder": space,
        "model": model,
    }


def precompiled(proto: sentencepiece_model_pb2.ModelProto) -> dict:
    rules = base64.b64encode(proto.normalizer_spec.precompiled_charsmap).decode("ascii")
    return {"type": "Precompiled", "precompiled_charsmap": rules}


def marian_json(tokenizer: MarianTokenizer) -> dict:
    source = read_model(tokenizer.spm_files[0])
    scores = {piece.piece: piece.score for piece in source.pieces}
    special = {token: tokenizer.encoder[token] for token in ("</s>", "<unk>", "<pad>")}
    vocabulary = sorted(tokenizer.encoder.items(), key=lambda entry: entry[1])
    model = {
        "type": "Unigram", "unk_id": special["<unk>"],
        "vocab": [[piece, 0.0 if piece in special else scores.get(piece, NEVER)] for piece, _ in vocabulary],
    }
    return definition(model, precompiled(source), [{"type": "WhitespaceSplit"}], [], special)


def m2m100_json(tokenizer: M2M100Tokenizer) -> dict:
    proto = read_model(tokenizer.spm_file)
    scores = [(piece.piece, piece.score) for piece in proto.pieces]
    _, merges = SentencePieceExtractor(tokenizer.spm_file).extract(scores)
    special = {token: tokenizer.convert_tokens_to_ids(token) for token in ("<s>", "<pad>", "</s>", "<unk>")}
    special |= tokenizer.lang_token_to_id
    model = {
        "type": "BPE", "dropout": None, "unk_token": "<unk>", "continuing_subword_prefix": None, "end_of_word_suffix": None,
        "fuse_unk": True, "vocab": tokenizer.encoder, "merges": [" ".join(pair) for pair in merges],
    }
    steps = [precompiled(proto), {"type": "Strip", "strip_left": True, "strip_right": True}, SPACES]
    return definition(model, {"type": "Sequence", "normalizers": steps}, [], ["__en__"], special)
