"""Writes what scikit-learn and numpy make of the points that the tests of the embeddings map make for themselves.

    python -m venv /tmp/map && /tmp/map/bin/pip install -r requirements-embeddings-map.txt
    /tmp/map/bin/python embeddings_map.py
"""
import base64
import io
import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE, trustworthiness

REPOSITORY = Path(__file__).resolve().parents[2]
POINTS, DIMENSIONS, GROUPS = 1000, 20, 10
NEIGHBOURS = 12


class Numbers:
    """A linear congruential generator that is easy to write in any language (Numerical Recipes' constants)."""

    def __init__(self, state: int) -> None:
        self.state = state

    def uniform(self) -> float:
        self.state = (1664525 * self.state + 1013904223) % 2**32
        return self.state / 2**32

    def normal(self) -> float:
        """Twelve uniform numbers, nearly normal."""
        return sum(self.uniform() for _ in range(12)) - 6


def blobs() -> np.ndarray:
    """Groups about random centres, one point of each in turn; float32, as vectors are."""
    numbers = Numbers(1)
    centres = [[numbers.normal() for _ in range(DIMENSIONS)] for _ in range(GROUPS)]
    return np.array(
        [[centre + 0.8 * numbers.normal() for centre in centres[row % GROUPS]] for row in range(POINTS)], dtype=np.float32
    )


def few() -> np.ndarray:
    """Fewer points than dimensions."""
    numbers = Numbers(7)
    return np.array([[numbers.normal() for _ in range(30)] for _ in range(9)], dtype=np.float32)


def listed(values: np.ndarray) -> list:
    return np.round(np.asarray(values, dtype=np.float64), 6).tolist()


def pca(points: np.ndarray) -> dict:
    """By numpy's singular value decomposition, with scikit-learn's signs; scikit-learn must agree."""
    points = points.astype(np.float64)
    _, singular, axes = np.linalg.svd(points - points.mean(0), full_matrices=False)
    axes = axes[:3]
    axes = axes * np.sign(axes[np.arange(3), np.abs(axes).argmax(1)])[:, None]
    positions = (points - points.mean(0)) @ axes.T
    judge = PCA(n_components=3, svd_solver="full").fit(points)
    assert np.allclose(judge.transform(points), positions, atol=1e-6)
    ratios = singular**2 / (singular**2).sum()
    return {"positions": listed(positions[:20]), "components": listed(axes), "explained_variance_ratio": listed(ratios[:3])}


def tsne(points: np.ndarray, dimensions: int) -> dict:
    figures = []
    for seed in range(3):
        made = TSNE(n_components=dimensions, perplexity=30, init="pca", max_iter=1000, random_state=seed).fit(points)
        kept = trustworthiness(points, made.embedding_, n_neighbors=NEIGHBOURS)
        figures.append({"trustworthiness": round(float(kept), 5), "kl_divergence": round(float(made.kl_divergence_), 5)})
    return {"perplexity": 30, "n_components": dimensions, "runs": figures}


def npy() -> list[dict]:
    made = []
    for array in (np.arange(6, dtype=np.float32).reshape(2, 3) / 4, np.full((1, 1), -0.5, np.float32)):
        file = io.BytesIO()
        np.save(file, array)
        made.append({"shape": list(array.shape), "values": array.ravel().tolist(), "base64": base64.b64encode(file.getvalue()).decode()})
    return made


def main() -> None:
    points = blobs()
    flat = PCA(n_components=2, svd_solver="full").fit_transform(points.astype(np.float64))
    golden = {
        "made_with": {"scikit-learn": sklearn.__version__, "numpy": np.__version__},
        "checksum": float(points.astype(np.float64).sum()),
        "neighbours": NEIGHBOURS,
        "pca": {"blobs": pca(points), "few": pca(few())},
        "trustworthiness_of_pca": float(trustworthiness(points, flat, n_neighbors=NEIGHBOURS)),
        "tsne": [tsne(points, 2), tsne(points, 3)],
        "k_means": {"n_clusters": GROUPS, "inertia": float(KMeans(GROUPS, n_init=10, random_state=0).fit(points).inertia_)},
    }
    folder = REPOSITORY / "workers" / "inside" / "embeddings" / "goldens"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "embeddings-map.json").write_text(json.dumps(golden) + "\n")
    folder = REPOSITORY / "src" / "lib" / "embeddings" / "goldens"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "npy.json").write_text(json.dumps({"made_with": golden["made_with"], "arrays": npy()}) + "\n")


if __name__ == "__main__":
    main()
