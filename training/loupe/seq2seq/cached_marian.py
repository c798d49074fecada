"""The encoder and the decoder of a MarianMTModel as plain functions of tensors, written for export.

They take the weights of the model and compute the same numbers. Masks and positions are float32 arithmetic without a
branch, so that one decoder graph serves the first step, where the cache is empty, and all later ones. The keys and
values of the source are computed from the encoder's states in every step; only those of the target are cached.
"""
import torch
from torch import Tensor, nn
from transformers import MarianMTModel
from transformers.models.marian.modeling_marian import MarianAttention

MASKED = 1e4


class Half(nn.Module):
    """What encoder and decoder share. `model` is named so that parameters have the same names as in the MarianMTModel."""

    def __init__(self, model: MarianMTModel) -> None:
        super().__init__()
        self.model = model.model
        self.heads = model.config.encoder_attention_heads
        self.width = model.config.d_model
        self.head_dim = self.width // self.heads
        if model.config.decoder_attention_heads != self.heads:
            raise ValueError("encoder and decoder must have the same number of heads")
        if model.final_logits_bias.any():
            raise ValueError("a bias of the logits is not exported")
        steps = torch.arange(0, self.width, 2, dtype=torch.float64) / self.width
        self.register_buffer("frequencies", (10000.0**-steps).float())

    def embedded(self, ids: Tensor, past: int | Tensor) -> Tensor:
        """Token embeddings and sinusoidal positions that go on after `past`."""
        places = torch.arange(ids.shape[1], device=ids.device).float() + past
        angles = places[:, None] * self.frequencies
        return self.model.shared(ids) * self.width**0.5 + torch.cat((angles.sin(), angles.cos()), dim=-1)

    def split_heads(self, states: Tensor) -> Tensor:
        batch, length, _ = states.shape
        return states.view(batch, length, self.heads, self.head_dim).transpose(1, 2)

    def attend(self, attention: MarianAttention, states: Tensor, key: Tensor, value: Tensor, bias: Tensor) -> Tensor:
        """The mixed values."""
        query = self.split_heads(attention.q_proj(states))
        weights = (query @ key.transpose(2, 3) * self.head_dim**-0.5 + bias).softmax(-1)
        return attention.out_proj((weights @ value).transpose(1, 2).flatten(2))

    def keys_and_values(self, attention: MarianAttention, states: Tensor) -> tuple[Tensor, Tensor]:
        return self.split_heads(attention.k_proj(states)), self.split_heads(attention.v_proj(states))

    def feed_forward(self, layer: nn.Module, states: Tensor) -> Tensor:
        inner = layer.fc1(states)
        return layer.final_layer_norm(states + layer.fc2(inner * torch.sigmoid(inner)))


def padding_bias(mask: Tensor) -> Tensor:
    """What is added to the scores of each source position: 0, or a large negative number for padding."""
    return (mask[:, None, None, :].float() - 1) * MASKED


class CachedEncoder(Half):
    """input_ids and attention_mask [batch, source] give last_hidden_state [batch, source, width]."""

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        states, bias = self.embedded(input_ids, 0), padding_bias(attention_mask)
        for layer in self.model.encoder.layers:
            mixed = self.attend(layer.self_attn, states, *self.keys_and_values(layer.self_attn, states), bias)
            states = self.feed_forward(layer, layer.self_attn_layer_norm(states + mixed))
        return states


class CachedDecoder(Half):
    """input_ids [batch, target], encoder_attention_mask [batch, source], encoder_hidden_states [batch, source, width] and,
    per layer, keys and values [batch, heads, past, head_dim] give logits [batch, target, vocabulary] and the longer cache."""

    def forward(self, input_ids: Tensor, encoder_attention_mask: Tensor, encoder_hidden_states: Tensor, *past: Tensor) -> tuple[Tensor, ...]:
        length, before = input_ids.shape[1], past[0].shape[2]
        # A query sees the keys before it and itself.
        places = torch.arange(before + length, device=input_ids.device).float()
        bias = (torch.clamp(places[before:, None] - places[None, :] + 1, 0, 1) - 1) * MASKED
        source_bias = padding_bias(encoder_attention_mask)
        states = self.embedded(input_ids, before)
        present = []
        for number, layer in enumerate(self.model.decoder.layers):
            key, value = self.keys_and_values(layer.self_attn, states)
            key, value = torch.cat((past[2 * number], key), dim=2), torch.cat((past[2 * number + 1], value), dim=2)
            present += [key, value]
            states = layer.self_attn_layer_norm(states + self.attend(layer.self_attn, states, key, value, bias))
            mixed = self.attend(layer.encoder_attn, states, *self.keys_and_values(layer.encoder_attn, encoder_hidden_states), source_bias)
            states = self.feed_forward(layer, layer.encoder_attn_layer_norm(states + mixed))
        return states @ self.model.shared.weight.t(), *present
