"""The "tiny11" student network in PyTorch: 6 transformer encoder layers, 2 SSRU decoder layers.

Kim et al. 2019, "From Research to Production and Back: Ludicrously Fast Neural Machine
Translation" (SSRU decoder, tied embeddings); Bogoychev et al. 2020 (tiny11 sizes). Weights carry
Marian's names. Forward passes may run under ``short``; recurrences, layer normalisation and
soft-max stay in float32.
"""

from __future__ import annotations

import math
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

DIM = 256
HEADS = 8
MAX_LENGTH = 512
START = -1


def short() -> AbstractContextManager[None]:
    """Matrix products in bfloat16 where the processor has them; elsewhere they are slow."""
    if torch.cpu._is_avx512_bf16_supported():  # there is no public question for it
        return torch.autocast("cpu", torch.bfloat16)
    return nullcontext()


def position_signal(length: int) -> Tensor:
    """Sinusoidal positions as Marian lays them out: all sines, then all cosines."""
    half = DIM // 2
    rates = torch.exp(torch.arange(half) * (-math.log(10000.0) / (half - 1)))
    angles = torch.arange(length)[:, None] * rates[None]
    return torch.cat([angles.sin(), angles.cos()], dim=1)


class _Recurrence(torch.autograd.Function):
    """Cell states c[t] = f[t] * c[t-1] + z[t] along the first axis, as one graph node."""

    @staticmethod
    def forward(ctx: Any, forget: Tensor, update: Tensor) -> Tensor:
        states = torch.empty_like(update)
        cell = torch.zeros_like(update[0])
        for t in range(update.shape[0]):
            cell = torch.addcmul(update[t], forget[t], cell, out=states[t])
        ctx.save_for_backward(forget, states)
        return states

    @staticmethod
    def backward(ctx: Any, *grads: Tensor) -> tuple[Tensor, Tensor]:
        forget, states = ctx.saved_tensors
        grad = grads[0]
        d_update = torch.empty_like(grad)
        d_forget = torch.empty_like(grad)
        carry = torch.zeros_like(grad[0])
        for t in range(grad.shape[0] - 1, -1, -1):
            total = torch.add(grad[t], carry, out=d_update[t])
            torch.mul(total, states[t - 1] if t else torch.zeros_like(total), out=d_forget[t])
            carry = total * forget[t]
        return d_forget, d_update


class Tiny(nn.Module):
    """Encoder-decoder with separate source and target embedding tables."""

    positions: Tensor

    def __init__(self, weights: dict[str, Tensor], dropout: float = 0.0) -> None:
        super().__init__()
        self.w = nn.ParameterDict({name: nn.Parameter(t.clone()) for name, t in weights.items()})
        self.dropout = dropout
        self.register_buffer("positions", position_signal(MAX_LENGTH), persistent=False)

    def weights(self) -> dict[str, Tensor]:
        """A detached copy of all weights by Marian name."""
        return {name: value.detach().clone() for name, value in self.w.items()}

    def _drop(self, x: Tensor) -> Tensor:
        if not self.training or self.dropout == 0:
            return x
        return functional.dropout(x, self.dropout)

    def _norm(self, x: Tensor, name: str) -> Tensor:
        scale, bias = self.w[f"{name}_ln_scale"][0], self.w[f"{name}_ln_bias"][0]
        return functional.layer_norm(x.float(), (DIM,), scale, bias, 1e-6)

    def _linear(self, x: Tensor, weight: str, bias: str | None = None) -> Tensor:
        y = x @ self.w[weight]
        return y if bias is None else y + self.w[bias][0]

    def _heads(self, x: Tensor) -> Tensor:
        return x.view(x.shape[0], -1, HEADS, DIM // HEADS).transpose(1, 2)

    def _attention(self, name: str, queries: Tensor, memory: Tensor, mask: Tensor) -> Tensor:
        q = self._heads(self._linear(queries, f"{name}_Wq", f"{name}_bq"))
        k = self._heads(self._linear(memory, f"{name}_Wk", f"{name}_bk"))
        v = self._heads(self._linear(memory, f"{name}_Wv", f"{name}_bv"))
        # Written out: PyTorch's fused CPU kernel is several times slower in bfloat16 here.
        scores = (q @ k.transpose(-1, -2)) * (DIM // HEADS) ** -0.5
        blocked = torch.zeros(mask.shape, dtype=scores.dtype).masked_fill(~mask, -1e4)
        mixed = (scores + blocked[:, None, None, :]).softmax(-1).to(v.dtype) @ v
        flat = mixed.transpose(1, 2).reshape(queries.shape)
        return self._linear(flat, f"{name}_Wo", f"{name}_bo")

    def _feed_forward(self, name: str, x: Tensor) -> Tensor:
        hidden = functional.relu(self._linear(x, f"{name}_W1", f"{name}_b1"))
        out = self._linear(hidden, f"{name}_W2", f"{name}_b2")
        return self._norm(x + self._drop(out), f"{name}_ffn")

    def encode(self, source: Tensor, mask: Tensor) -> Tensor:
        """Encoder output for source ids (batch, length); ``mask`` is true at real tokens."""
        embedded = functional.embedding(source, self.w["encoder_Wemb"]) * math.sqrt(DIM)
        h = self._drop(embedded + self.positions[: source.shape[1]])
        for layer in range(1, 7):
            name = f"encoder_l{layer}"
            attended = self._attention(f"{name}_self", h, h, mask)
            h = self._norm(h + self._drop(attended), f"{name}_self_Wo")
            h = self._feed_forward(f"{name}_ffn", h)
        return h

    def decode(self, previous: Tensor, memory: Tensor, mask: Tensor) -> Tensor:
        """Hidden states (batch, steps, dimension) for the tokens before (``START`` first)."""
        table = self.w["decoder_Wemb"]
        real = (previous != START).unsqueeze(-1)
        embedded = functional.embedding(previous.clamp(min=0), table) * real
        h = self._drop(embedded * math.sqrt(DIM) + self.positions[: previous.shape[1]])
        for layer in (1, 2):
            name = f"decoder_l{layer}"
            gate = self._linear(h, f"{name}_rnn_Wf", f"{name}_rnn_bf").float().sigmoid()
            update = (1 - gate) * self._linear(h, f"{name}_rnn_W").float()
            gate, update = gate.transpose(0, 1).contiguous(), update.transpose(0, 1).contiguous()
            states: Tensor = _Recurrence.apply(gate, update)  # type: ignore[no-untyped-call]
            out = functional.relu(states).transpose(0, 1)
            h = self._norm(h + self._drop(out), f"{name}_rnn_ffn")
            attended = self._attention(f"{name}_context", h, memory, mask)
            h = self._norm(h + self._drop(attended), f"{name}_context_Wo")
            h = self._feed_forward(f"{name}_ffn", h)
        return h

    def projection(self, allowed: Tensor) -> tuple[Tensor, Tensor]:
        """Output matrix (dimension, pieces) and bias for the ``allowed`` pieces."""
        bias = self.w["decoder_ff_logit_out_b"][0]
        return functional.embedding(allowed, self.w["decoder_Wemb"]).T, bias[allowed]


def split_tables(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    """The same weights with the shared embedding table copied to both sides."""
    out = {name: value for name, value in weights.items() if name != "Wemb"}
    out["encoder_Wemb"] = weights["Wemb"].clone()
    out["decoder_Wemb"] = weights["Wemb"].clone()
    return out
