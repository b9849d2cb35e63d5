"""Write checkpoints as what ships: model.bin and vocab.spm.

python export.py enes|esen CHECKPOINT.pt OUT_FOLDER
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from bundled import BASES, model_path, vocabulary_path
from engine_format import write_weights


def export(direction: str, checkpoints: list[Path], out: Path) -> None:
    """Write the model and its vocabulary, which is the start model's, into ``out``."""
    base = BASES[direction]
    out.mkdir(parents=True, exist_ok=True)
    loaded = [torch.load(path) for path in checkpoints]
    weights = {name: sum(each[name] for each in loaded) / len(loaded) for name in loaded[0]}
    weights["Wemb"] = weights["encoder_Wemb"]
    write_weights(out / "model.bin", weights, model_path(base))
    (out / "vocab.spm").write_bytes(vocabulary_path(base).read_bytes())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("direction", choices=tuple(BASES))
    parser.add_argument("out", type=Path)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    args = parser.parse_args()
    export(args.direction, args.checkpoints, args.out)


if __name__ == "__main__":
    main()
