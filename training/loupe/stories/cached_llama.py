"""A Llama forward pass with the KV cache as plain inputs and outputs, written for export.

It takes the weights of a transformers LlamaForCausalLM and computes the same logits. Masks and rotations are float32
arithmetic, with no branch and no integer kernel inside the layers, so that one graph serves prompt and decoding on
every device.
"""
import torch
from torch import Tensor, nn
from transformers import LlamaForCausalLM
from transformers.models.llama.modeling_llama import LlamaDecoderLayer

MASKED = 1e4


def rotate(states: Tensor, cosine: Tensor, sine: Tensor) -> Tensor:
    """Rotary position embedding of states [batch, heads, length, head_dim]."""
    first, second = states.chunk(2, dim=-1)
    return states * cosine + torch.cat((-second, first), dim=-1) * sine


class CachedLlama(nn.Module):
    """input_ids [batch, length], attention_mask [batch, past + length], position_ids [batch, length] and, per layer,
    keys and values [batch, heads, past, head_dim] give logits [batch, length, vocabulary] and the longer cache."""

    def __init__(self, model: LlamaForCausalLM) -> None:
        super().__init__()
        self.model = model
        self.heads = model.config.num_attention_heads
        self.head_dim = model.config.hidden_size // self.heads
        steps = torch.arange(0, self.head_dim, 2, dtype=torch.float32) / self.head_dim
        frequencies = model.config.rope_theta**-steps
        self.register_buffer("frequencies", torch.cat((frequencies, frequencies)))

    def split_heads(self, states: Tensor) -> Tensor:
        batch, length, _ = states.shape
        return states.view(batch, length, self.heads, self.head_dim).transpose(1, 2)

    def norm(self, module: nn.Module, states: Tensor) -> Tensor:
        variance = (states * states).mean(-1, keepdim=True)
        return states / torch.sqrt(variance + module.variance_epsilon) * module.weight

    def layer(self, layer: LlamaDecoderLayer, states: Tensor, bias: Tensor, cosine: Tensor, sine: Tensor, key: Tensor, value: Tensor):
        """One block. Returns the states and the cache with the new positions."""
        attention, feed_forward = layer.self_attn, layer.mlp
        normed = self.norm(layer.input_layernorm, states)
        query = rotate(self.split_heads(attention.q_proj(normed)), cosine, sine)
        key = torch.cat((key, rotate(self.split_heads(attention.k_proj(normed)), cosine, sine)), dim=2)
        value = torch.cat((value, self.split_heads(attention.v_proj(normed))), dim=2)
        scores = query @ key.transpose(2, 3) * self.head_dim**-0.5 + bias
        mixed = (scores.softmax(-1) @ value).transpose(1, 2).flatten(2)
        states = states + attention.o_proj(mixed)
        normed = self.norm(layer.post_attention_layernorm, states)
        gate = feed_forward.gate_proj(normed)
        return states + feed_forward.down_proj(gate * torch.sigmoid(gate) * feed_forward.up_proj(normed)), key, value

    def forward(self, input_ids: Tensor, attention_mask: Tensor, position_ids: Tensor, *past: Tensor):
        # 1. Which keys each query may see: those before it that are not padding.
        length, total = input_ids.shape[1], attention_mask.shape[1]
        places = torch.arange(total, device=input_ids.device).float()
        queries = places[total - length :, None]
        seen = torch.clamp(queries - places[None, :] + 1, 0, 1) * attention_mask[:, None, None, :].float()
        bias = (seen - 1) * MASKED
        # 2. Rotations of the given positions.
        angles = position_ids[:, None, :, None].float() * self.frequencies
        cosine, sine = angles.cos(), angles.sin()
        # 3. The layers, then the shared embedding as output.
        embedding = self.model.model.embed_tokens
        states = embedding(input_ids)
        present = []
        for number, layer in enumerate(self.model.model.layers):
            states, key, value = self.layer(layer, states, bias, cosine, sine, past[2 * number], past[2 * number + 1])
            present += [key, value]
        return self.norm(self.model.model.norm, states) @ embedding.weight.t(), *present
