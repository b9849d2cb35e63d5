"""Speed of the embedded summariser against a DistilBART-sized model, in one run.

    python benchmarks/summarise.py [--articles 2]

``transformers`` runs a network of DistilBART's size (12 + 6 layers, d = 1024) with random weights,
beam 4, made to read as many tokens as the articles have (1,024 at most) and to write 60 a
article. Processor seconds, one thread. Needs torch.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from briefing.config import SummariseConfig
from briefing.model import Outcome, Silent, Story
from briefing.read import read_paths
from briefing.summarise.embedded import EmbeddedSummariser

ROOT = Path(__file__).resolve().parents[1]
TOKENS_A_WORD = 1.35
WRITTEN = 60


def embedded_rate(stories: list[Story]) -> float:
    """Articles per processor second, the trees loaded before."""
    backend = EmbeddedSummariser(SummariseConfig(), Path())
    backend.summarise(stories[:1])
    return _rate(lambda: backend.summarise(stories) and None, len(stories))


def transformers_rate(lengths: list[int]) -> float:
    """Articles per processor second of the network; ``lengths`` in tokens."""
    import torch
    from transformers import BartConfig, BartForConditionalGeneration

    torch.set_num_threads(1)
    torch.manual_seed(0)
    config = BartConfig(decoder_layers=6)  # the rest of the defaults is BART large
    model = BartForConditionalGeneration(config).eval()

    def work() -> None:
        for length in lengths:
            ids = torch.randint(5, config.vocab_size - 1, (1, length))
            with torch.inference_mode():
                model.generate(
                    input_ids=ids, num_beams=4, min_new_tokens=WRITTEN, max_new_tokens=WRITTEN
                )

    return _rate(work, len(lengths))


def _rate(work: Callable[[], None], count: int) -> float:
    start = time.process_time()
    work()
    return count / (time.process_time() - start)


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--articles", type=int, default=2, help="for the large network")
    count = parser.parse_args().articles
    files = sorted((ROOT / "examples" / "articles").rglob("*.txt"))
    articles = read_paths(files, found=Outcome(), progress=Silent())
    stories = [Story(a.id, "world", (a,)) for a in articles]
    words = [sum(len(p.split()) for p in a.paragraphs) for a in articles[:count]]
    lengths = [min(1024, round(n * TOKENS_A_WORD)) for n in words]
    rates = {"embedded": embedded_rate(stories * 5), "transformers": transformers_rate(lengths)}
    for name, rate in rates.items():
        print(f"{name:13} {rate:8.2f} articles/s   embedded is {rates['embedded'] / rate:6.1f}x")


if __name__ == "__main__":
    main()
