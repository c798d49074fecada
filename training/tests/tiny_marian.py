"""A tiny encoder-decoder with random weights, in the form of a shipped folder."""
from pathlib import Path

import onnx
import torch
from tokenizers import Tokenizer, models, pre_tokenizers, processors
from torch import Tensor, nn
from transformers import MarianConfig, MarianMTModel, PreTrainedTokenizerFast
from transformers.cache_utils import DynamicCache, EncoderDecoderCache
from transformers.modeling_outputs import BaseModelOutput

from loupe.weight_only import quantise_model, round_weights

BITS = 8
WORDS = ["</s>", "<pad>", "<unk>", ".", "The", "cat", "sleeps"]


class EncoderHalf(nn.Module):
    """The encoder alone, under a name that is no prefix of the whole model's."""

    def __init__(self, model: MarianMTModel) -> None:
        super().__init__()
        self.encoder = model.get_encoder()

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        return self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state


class DecoderHalf(nn.Module):
    """The decoder with the cache of its own attention as inputs and outputs."""

    def __init__(self, model: MarianMTModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, encoder_attention_mask: Tensor, input_ids: Tensor, encoder_hidden_states: Tensor, *past: Tensor) -> tuple[Tensor, ...]:
        cache = DynamicCache()
        for layer in range(len(past) // 2):
            cache.update(past[2 * layer], past[2 * layer + 1], layer)
        result = self.model(
            decoder_input_ids=input_ids, encoder_outputs=BaseModelOutput(encoder_hidden_states), attention_mask=encoder_attention_mask,
            past_key_values=EncoderDecoderCache(cache, DynamicCache()), use_cache=True,
        )
        own = result.past_key_values.self_attention_cache
        return result.logits, *(part for layer in range(len(past) // 2) for part in own[layer])


def write_tokenizer(folder: Path) -> None:
    """Words, with </s> at the end."""
    tokenizer = Tokenizer(models.WordLevel({word: number for number, word in enumerate(WORDS)}, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(single="$A </s>", special_tokens=[("</s>", 0)])
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token="</s>", pad_token="<pad>", unk_token="<unk>").save_pretrained(folder)


def ship_tiny_marian(folder: Path) -> MarianMTModel:
    """Writes both graphs, configuration and tokenizer; returns the model with rounded weights."""
    torch.manual_seed(0)
    config = MarianConfig(
        vocab_size=60, d_model=32, encoder_layers=3, decoder_layers=2, encoder_ffn_dim=48, decoder_ffn_dim=48, encoder_attention_heads=4,
        decoder_attention_heads=4, max_position_embeddings=40, pad_token_id=1, eos_token_id=0, decoder_start_token_id=1, forced_eos_token_id=None,
        init_std=0.3, architectures=["MarianMTModel"],
    )
    config._attn_implementation = "eager"
    model = MarianMTModel(config).eval()
    round_weights(model, BITS)
    config.save_pretrained(folder)
    write_tokenizer(folder)

    (folder / "onnx").mkdir(parents=True)
    ids, mask, states = torch.ones(2, 5, dtype=torch.int64), torch.ones(2, 5, dtype=torch.int64), torch.zeros(2, 5, 32)
    names = [f"{layer}.decoder.{part}" for layer in range(2) for part in ("key", "value")]
    past = [torch.zeros(2, 4, 3, 8) for _ in names]
    source, target = {0: "batch_size", 1: "encoder_sequence_length"}, {0: "batch_size", 1: "decoder_sequence_length"}
    axes = {"input_ids": source, "attention_mask": source, "last_hidden_state": source}
    export(EncoderHalf(model), (ids, mask), folder / "onnx" / "encoder_model_quantized.onnx", ["input_ids", "attention_mask"], ["last_hidden_state"], axes)
    inputs = ["encoder_attention_mask", "input_ids", "encoder_hidden_states", *(f"past_key_values.{name}" for name in names)]
    outputs = ["logits", *(f"present.{name}" for name in names)]
    axes = {"encoder_attention_mask": source, "input_ids": target, "encoder_hidden_states": source, "logits": target}
    axes |= {name: {0: "batch_size", 2: "past_decoder_sequence_length"} for name in inputs[3:]}
    axes |= {name: {0: "batch_size", 2: "total_decoder_sequence_length"} for name in outputs[1:]}
    file = folder / "onnx" / "decoder_model_merged_quantized.onnx"
    export(DecoderHalf(model), (mask, ids[:, :2], states, *past), file, inputs, outputs, axes)
    return model


def export(module: nn.Module, given: tuple[Tensor, ...], file: Path, inputs: list[str], outputs: list[str], axes: dict[str, dict[int, str]]) -> None:
    torch.onnx.export(
        module.eval(), given, str(file), dynamo=False, opset_version=17, do_constant_folding=False, input_names=inputs, output_names=outputs,
        dynamic_axes=axes,
    )
    onnx.save(quantise_model(onnx.load(str(file)), BITS), str(file))
