"""What the diffusion model is trained on: latents of the pictures, wordings as token ids, and the facts that they say.

    python -m loupe.scenes.latents
"""
import random
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderTiny
from torch import Tensor

from loupe.paths import RUNS, argument_parser
from loupe.scenes.autoencoder import FOLDER as AUTOENCODER
from loupe.scenes.autoencoder import as_input
from loupe.scenes.captions import caption
from loupe.scenes.data import PICTURES, training_scenes
from loupe.scenes.tokenizer import encode_many, write_tokenizer

LATENTS, CAPTIONS, TOKENIZER = "latents.npy", "captions.npz", "tokenizer"
WORDINGS, SEED, BATCH = 6, 6_000_000, 100


@torch.no_grad()
def encode_pictures(run: Path, number: int) -> None:
    """latents.npy: float16 [number, 4, 16, 16], spread about 1."""
    model = AutoencoderTiny.from_pretrained(run / AUTOENCODER, low_cpu_mem_usage=False).to(memory_format=torch.channels_last)
    pictures = np.load(run / PICTURES, mmap_mode="r")[:number]
    latents = np.empty((len(pictures), 4, 16, 16), np.float16)
    began = time.time()
    for start in range(0, len(pictures), BATCH):
        with torch.autocast("cpu", torch.bfloat16):
            encoded = model.encode(as_input(np.array(pictures[start : start + BATCH]))).latents
        latents[start : start + BATCH] = (encoded.float() * model.config.scaling_factor).numpy()
    np.save(run / LATENTS, latents)
    print(f"{len(latents)} latents, spread {latents[:4000].astype(np.float32).std():.3f}, {time.time() - began:.0f} s", flush=True)


def encode_captions(run: Path, number: int) -> None:
    """captions.npz: ids [number, wordings, 32] and facts [number, wordings, kinds of fact], -1 where nothing is said."""
    rng = random.Random(SEED)
    captions = [caption(scene, rng) for scene in training_scenes(number) for _ in range(WORDINGS)]
    ids = np.array(encode_many(run / TOKENIZER, [one.text for one in captions]), np.uint16)
    facts = np.array([one.said for one in captions], np.int8)
    np.savez(
        run / CAPTIONS, ids=ids.reshape(number, WORDINGS, -1), facts=facts.reshape(number, WORDINGS, -1),
        empty=np.array(encode_many(run / TOKENIZER, [""])[0], np.uint16),
    )


@dataclass(frozen=True)
class TrainingData:
    """Latents [number, 4, 16, 16], ids [number, wordings, 32], facts, the ids of the empty caption, and the sorts of scene."""

    latents: Tensor
    ids: Tensor
    facts: Tensor
    empty: Tensor
    sorts: dict[tuple[str, int], Tensor]  # style and how many things -> numbers of the pictures


def load_training_data(run: Path) -> TrainingData:
    """Everything in memory."""
    latents, captions = torch.from_numpy(np.load(run / LATENTS)), np.load(run / CAPTIONS)
    sorts: dict[tuple[str, int], list[int]] = {}
    for number, scene in enumerate(training_scenes(len(latents))):
        sorts.setdefault((scene.style, len(scene.things)), []).append(number)

    def whole(name: str) -> Tensor:
        return torch.from_numpy(captions[name].astype(np.int64))

    return TrainingData(latents, whole("ids"), whole("facts"), whole("empty"), {sort: torch.tensor(numbers) for sort, numbers in sorted(sorts.items())})


def main() -> None:
    parser = argument_parser(__doc__.splitlines()[0])
    parser.add_argument("--run", type=Path, default=RUNS / "scenes", help="folder of the run")
    parser.add_argument("--number", type=int, default=32000, help="pictures, the first of those that were drawn")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(True)
    write_tokenizer(options.run / TOKENIZER)
    encode_captions(options.run, options.number)
    encode_pictures(options.run, options.number)


if __name__ == "__main__":
    main()
