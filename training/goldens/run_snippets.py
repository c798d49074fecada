"""Runs every Python program in snippets/ with tiny random models, to show that it is valid.

The programs are what the app's "Code" dialog writes. Models are made on the spot, in a folder named like the Hub id
that the program asks for, so that nothing is downloaded and the programs run unchanged. Their output means nothing.

    training/.venv/bin/python training/goldens/run_snippets.py
"""
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from diffusers import AutoencoderKL, DDIMScheduler, StableDiffusionPipeline, UNet2DConditionModel
from PIL import Image
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors
from transformers import (
    BartConfig,
    BartForConditionalGeneration,
    BertConfig,
    BertForMaskedLM,
    BertForQuestionAnswering,
    BertForSequenceClassification,
    BertForTokenClassification,
    CLIPTextConfig,
    CLIPTextModel,
    CLIPTokenizer,
    LlamaConfig,
    LlamaForCausalLM,
    PreTrainedTokenizerFast,
)

SNIPPETS = Path(__file__).parent / "snippets"
TRAINING = Path(__file__).parent.parent
STARTERS = TRAINING.parent / "public" / "models" / "loupe"
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


def save_stable_diffusion(folder: Path) -> None:
    """A whole pipeline, with a tokenizer that knows letters alone."""
    folder.mkdir(parents=True, exist_ok=True)
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = ["<|startoftext|>", "<|endoftext|>", *letters, *(f"{letter}</w>" for letter in letters)]
    vocabulary, merges = folder / "vocab.json", folder / "merges.txt"
    vocabulary.write_text(json.dumps({word: index for index, word in enumerate(words)}))
    merges.write_text("#version: 0.2\n")
    sizes = {"hidden_size": 16, "intermediate_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2}
    text = CLIPTextConfig(vocab_size=64, bos_token_id=0, eos_token_id=1, pad_token_id=1, **sizes)
    unet = {"down": ("DownBlock2D", "CrossAttnDownBlock2D"), "up": ("CrossAttnUpBlock2D", "UpBlock2D")}
    StableDiffusionPipeline(
        vae=AutoencoderKL(
            block_out_channels=[8, 8, 8, 8],
            down_block_types=["DownEncoderBlock2D"] * 4,
            up_block_types=["UpDecoderBlock2D"] * 4,
            norm_num_groups=4,
        ),
        text_encoder=CLIPTextModel(text),
        tokenizer=CLIPTokenizer(str(vocabulary), str(merges), model_max_length=77),
        unet=UNet2DConditionModel(
            sample_size=8,
            block_out_channels=(8, 16),
            layers_per_block=1,
            down_block_types=unet["down"],
            up_block_types=unet["up"],
            cross_attention_dim=16,
            norm_num_groups=4,
            attention_head_dim=4,
        ),
        scheduler=DDIMScheduler(clip_sample=False, steps_offset=1),
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    ).save_pretrained(folder)


PICTURES = {"text-to-image", "image-to-image"}
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
# A tab that takes models of many tasks: by the class that the program names.
BY_CLASS = {
    "AutoModelForMaskedLM": "fill-mask",
    "AutoModelForQuestionAnswering": "question-answering",
    "AutoModelForSeq2SeqLM": "translation",
    "AutoModelForCausalLM": "text-generation",
    "AutoModel": "fill-mask",
}
PAIRS = {"text-classification", "zero-shot-classification", "fill-mask", "token-classification", "question-answering"}


def run(snippet: Path) -> None:
    """Runs one program in a folder that holds the models it names."""
    task = snippet.stem.rpartition("-")[0]
    if task not in MODELS and task not in PICTURES:
        model_class = re.search(r"import (?:\w+, )*?(AutoModel\w*)", snippet.read_text())
        task = BY_CLASS[model_class[1]] if model_class else None
    if "loupe.scenes" in snippet.read_text() and not (STARTERS / "scenes").exists():
        print(f"{snippet.name}: left out, since the weights of loupe/scenes are not here")
        return
    with tempfile.TemporaryDirectory() as folder:
        for name in set(ID.findall(snippet.read_text())):
            if task in PICTURES:
                save_stable_diffusion(Path(folder, name))
                continue
            if task is not None:
                MODELS[task]().save_pretrained(Path(folder, name))
            tokenizer(task is None or task in PAIRS).save_pretrained(Path(folder, name))
        if task in PICTURES:
            Image.new("RGB", (80, 48), "orange").save(Path(folder, "picture.png"))
            Image.new("L", (80, 48), "white").save(Path(folder, "mask.png"))
        environment = {**os.environ, "HF_HUB_OFFLINE": "1", "TRANSFORMERS_VERBOSITY": "error", "PYTHONPATH": str(TRAINING)}
        result = subprocess.run([sys.executable, snippet], cwd=folder, env=environment, capture_output=True, text=True)
        pictures = len(list(Path(folder).glob("loupe-*.png")))
    if result.returncode != 0:
        raise SystemExit(f"{snippet.name}\n{result.stderr}")
    output = f"{pictures} pictures" if task in PICTURES else " ".join(result.stdout.split())
    print(f"{snippet.name}: {output[:80]}")


if __name__ == "__main__":
    # Programs whose names begin with the argument, or all.
    for path in sorted(SNIPPETS.glob(f"{sys.argv[1] if len(sys.argv) > 1 else ''}*.py")):
        run(path)
