"""What tiny models there are: for each task the architectures that people bring to it."""
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import transformers
from transformers import GenerationConfig, PretrainedConfig, PreTrainedTokenizerBase

from parity import vocabularies

WIDTH, LAYERS, HEADS, INNER = 24, 2, 4, 32
# Tokens that an encoder reads, and that encoder-decoders and decoders do.
SHORT, MIDDLE, LONG = 64, 80, 128

MakeTokenizer = Callable[[Path, int], PreTrainedTokenizerBase]


@dataclass
class TinyModel:
    """One model: its class, what goes into its configuration, and its tokenizer."""

    task: str
    family: str
    model_class: str
    tokenizer: MakeTokenizer
    config: dict = field(default_factory=dict)
    length: int = SHORT
    generation: dict = field(default_factory=dict)
    # How much larger than usual the random weights are.
    gain: float = 1.6
    # How much longer the output vectors of end tokens are than others: long ones win more often, and lose more often.
    end_scale: float = 1.0
    # Added to the logit of the end token, where a model has a bias for it.
    end_bias: float = 0.0
    variant: str = ""

    @property
    def name(self) -> str:
        return "-".join(part for part in (self.family, self.task, self.variant) if part)

    def configuration(self, tokenizer: PreTrainedTokenizerBase) -> PretrainedConfig:
        """The configuration of the model's class with the family's sizes and the tokenizer's ids."""
        config_class = getattr(transformers, self.model_class).config_class
        start = {"decoder_start_token_id": tokenizer.pad_token_id} if self.family == "marian" else {}
        values = {**SIZES[self.family](self.length), "vocab_size": vocabulary_of(tokenizer), **ids_of(tokenizer), **start, **self.config}
        return config_class(**values, attn_implementation="eager", initializer_range=0.5)

    def generation_config(self, tokenizer: PreTrainedTokenizerBase) -> GenerationConfig | None:
        if not self.generation:
            return None
        ids = {name: value for name, value in ids_of(tokenizer).items() if not name.startswith(("sep", "cls"))}
        if self.family == "marian":
            ids |= {"decoder_start_token_id": tokenizer.pad_token_id, "bad_words_ids": [[tokenizer.pad_token_id]]}
        return GenerationConfig(**ids | self.generation)


def vocabulary_of(tokenizer: PreTrainedTokenizerBase) -> int:
    """Rows of the embedding. M2M100's vocabulary counts neither its languages nor eight unused places behind them."""
    if isinstance(tokenizer, transformers.M2M100Tokenizer):
        return len(tokenizer.encoder) + len(tokenizer.lang_token_to_id) + 8
    return max(tokenizer.get_vocab().values()) + 1


def ids_of(tokenizer: PreTrainedTokenizerBase) -> dict[str, int]:
    names = ("pad_token_id", "bos_token_id", "eos_token_id")
    return {name: getattr(tokenizer, name) for name in names if getattr(tokenizer, name) is not None}


def bert_sizes(length: int) -> dict:
    return {
        "hidden_size": WIDTH, "num_hidden_layers": LAYERS, "num_attention_heads": HEADS, "intermediate_size": INNER,
        "max_position_embeddings": length,
    }


def bart_sizes(length: int) -> dict:
    return {
        "d_model": WIDTH, "encoder_layers": LAYERS, "decoder_layers": LAYERS, "encoder_attention_heads": HEADS,
        "decoder_attention_heads": HEADS, "encoder_ffn_dim": INNER, "decoder_ffn_dim": INNER, "max_position_embeddings": length,
    }


def llama_sizes(length: int) -> dict:
    return bert_sizes(length) | {"num_key_value_heads": 2, "head_dim": 6}


SIZES: dict[str, Callable[[int], dict]] = {
    "bert": bert_sizes,
    "distilbert": lambda length: {
        "dim": WIDTH, "n_layers": LAYERS, "n_heads": HEADS, "hidden_dim": INNER, "max_position_embeddings": length,
    },
    "roberta": lambda length: bert_sizes(length + 2) | {"type_vocab_size": 1},
    "mpnet": lambda length: bert_sizes(length + 2),
    "albert": lambda length: bert_sizes(length) | {"embedding_size": 16},
    "deberta-v2": lambda length: bert_sizes(length) | {
        "relative_attention": True, "pos_att_type": ["p2c", "c2p"], "position_buckets": 16, "norm_rel_ebd": "layer_norm",
        "share_att_key": True, "position_biased_input": False, "type_vocab_size": 0, "pooler_hidden_size": WIDTH,
    },
    "bart": bart_sizes,
    "marian": bart_sizes,
    "m2m100": lambda length: bart_sizes(length) | {"scale_embedding": False},
    "t5": lambda length: {
        "d_model": WIDTH, "d_kv": WIDTH // HEADS, "d_ff": INNER, "num_layers": LAYERS, "num_heads": HEADS, "n_positions": length,
        "relative_attention_num_buckets": 8, "relative_attention_max_distance": 32,
    },
    "gpt2": lambda length: {"n_embd": WIDTH, "n_layer": LAYERS, "n_head": HEADS, "n_inner": INNER, "n_positions": length},
    "llama": llama_sizes,
    "qwen2": lambda length: {name: value for name, value in llama_sizes(length).items() if name != "head_dim"},
    "gemma": lambda length: llama_sizes(length) | {"num_key_value_heads": 1},
}


def labels(*names: str) -> dict:
    return {"id2label": dict(enumerate(names)), "label2id": {name: index for index, name in enumerate(names)}}


BIO = labels("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
KINDS = labels("O", "PER", "ORG", "LOC")
SENTIMENT = labels("negative", "neutral", "positive")
TOPICS = labels("sport", "politics", "science", "travel")


def encoders(task: str, suffix: str, families: dict[str, dict]) -> Iterator[TinyModel]:
    """One model of a task for each family, with what its configuration has beyond the sizes."""
    classes = {
        "bert": ("Bert", vocabularies.bert), "distilbert": ("DistilBert", vocabularies.distilbert),
        "roberta": ("Roberta", vocabularies.roberta), "mpnet": ("MPNet", vocabularies.mpnet),
        "albert": ("Albert", vocabularies.albert), "deberta-v2": ("DebertaV2", vocabularies.deberta_v2),
        "bart": ("Bart", vocabularies.bart),
    }
    for family, config in families.items():
        prefix, tokenizer = classes[family]
        yield TinyModel(task, family, prefix + suffix, tokenizer, config)


def text_classifiers() -> Iterator[TinyModel]:
    several = {"problem_type": "multi_label_classification"}
    yield from encoders("text-classification", "ForSequenceClassification", {
        "bert": SENTIMENT, "distilbert": TOPICS | several, "roberta": {"num_labels": 1, "problem_type": "regression"},
        "deberta-v2": TOPICS, "albert": {"num_labels": 1}, "mpnet": labels("NEGATIVE", "POSITIVE"),
    })


def zero_shot_classifiers() -> Iterator[TinyModel]:
    yield from encoders("zero-shot-classification", "ForSequenceClassification", {
        "bert": labels("contradiction", "entailment", "neutral"), "deberta-v2": labels("entailment", "not_entailment"),
        "bart": labels("contradiction", "neutral", "entailment") | {"num_labels": 3},
    })


def mask_fillers() -> Iterator[TinyModel]:
    families = ("bert", "distilbert", "roberta", "albert", "mpnet", "deberta-v2")
    yield from encoders("fill-mask", "ForMaskedLM", {family: {} for family in families})


def feature_extractors() -> Iterator[TinyModel]:
    yield from encoders("embeddings", "Model", {"bert": {}, "mpnet": {}})


def token_classifiers() -> Iterator[TinyModel]:
    yield TinyModel("token-classification", "bert", "BertForTokenClassification", vocabularies.bert_cased, BIO)
    yield from encoders("token-classification", "ForTokenClassification", {"distilbert": KINDS, "deberta-v2": BIO})
    yield TinyModel("token-classification", "roberta", "RobertaForTokenClassification", vocabularies.roberta_prefix_space, BIO)


def answerers() -> Iterator[TinyModel]:
    families = ("bert", "distilbert", "roberta", "albert", "mpnet", "deberta-v2")
    yield from encoders("question-answering", "ForQuestionAnswering", {family: {} for family in families})


def summarizers() -> Iterator[TinyModel]:
    # As bart-large-cnn: a minimum, beams, and forced first and last tokens.
    news = {
        "decoder_start_token_id": 2, "forced_bos_token_id": 0, "forced_eos_token_id": 2, "num_beams": 4, "max_length": 40,
        "min_length": 8, "no_repeat_ngram_size": 3, "length_penalty": 2.0, "early_stopping": True,
    }
    yield TinyModel(
        "summarization", "bart", "BartForConditionalGeneration", vocabularies.bart, {"decoder_start_token_id": 2},
        MIDDLE, news, end_scale=2.0, end_bias=2.5,
    )
def translators() -> Iterator[TinyModel]:
    # Summarizes, too: a T5 is told by a prefix what to do.
    prefixes = {"summarization": {"prefix": "summarize: "}, "translation_en_to_fr": {"prefix": "translate English to French: "}}
    yield TinyModel(
        "translation", "t5", "T5ForConditionalGeneration", vocabularies.t5,
        {"decoder_start_token_id": 0, "task_specific_params": prefixes, "feed_forward_proj": "relu"}, MIDDLE,
        {"decoder_start_token_id": 0, "max_length": 40}, end_scale=2.5,
    )
    yield TinyModel(
        "translation", "marian", "MarianMTModel", vocabularies.marian, {}, MIDDLE,
        {"num_beams": 4, "max_length": 40, "forced_eos_token_id": 0}, end_scale=2.0, end_bias=1.0,
    )
    yield TinyModel(
        "translation", "m2m100", "M2M100ForConditionalGeneration", vocabularies.m2m100, {"decoder_start_token_id": 2},
        MIDDLE, {"decoder_start_token_id": 2, "num_beams": 5, "early_stopping": True, "max_length": 40}, gain=3.0, end_scale=2.5,
    )


def decoders() -> Iterator[TinyModel]:
    yield TinyModel(
        "text-generation", "gpt2", "GPT2LMHeadModel", vocabularies.gpt2, {}, LONG, {"_from_model_config": True}, end_scale=2.0,
    )
    yield TinyModel(
        "text-generation", "llama", "LlamaForCausalLM", vocabularies.llama, {"rope_theta": 500000.0}, LONG,
        {"eos_token_id": [1, 2]}, end_scale=2.0,
    )
    yield TinyModel(
        "text-generation", "qwen2", "Qwen2ForCausalLM", vocabularies.qwen2, {}, LONG,
        {"eos_token_id": [2, 0], "pad_token_id": 0}, end_scale=2.0,
    )
    yield TinyModel(
        "text-generation", "gemma", "GemmaForCausalLM", vocabularies.gemma, {}, LONG, {"_from_model_config": True}, end_scale=2.0,
    )


def all_models() -> list[TinyModel]:
    makers = (
        text_classifiers, zero_shot_classifiers, mask_fillers, token_classifiers, answerers, summarizers, translators, decoders,
        feature_extractors,
    )
    return [model for maker in makers for model in maker()]
