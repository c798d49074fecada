"""What the cards of the encoder-decoders share."""
from typing import Any


def parameters(config: dict[str, Any]) -> int:
    """The number of trained parameters, each counted once."""
    width, total = config["d_model"], config["vocab_size"] * config["d_model"]
    attention, norm = 4 * (width * width + width), 2 * width
    for half, attentions in (("encoder", 1), ("decoder", 2)):
        inner = config[f"{half}_ffn_dim"]
        feed_forward = 2 * width * inner + width + inner
        total += config[f"{half}_layers"] * (attentions * (attention + norm) + feed_forward + norm)
    return total
