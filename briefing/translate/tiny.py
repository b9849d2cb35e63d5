"""The "tiny11" translation network in NumPy: batches of sentences in, greedy translations out.

Six transformer encoder layers and two decoder layers with a simpler simple recurrent unit (SSRU)
in place of self-attention (Kim et al. 2019, "From Research to Production and Back: Ludicrously Fast
Neural Machine Translation"); sizes as in Bogoychev et al. 2020. The output matrix is the table of
target embeddings; one table may serve both sides. Weights carry Marian's names. Many sentences at a
time turn nearly all the work into large matrix products, where NumPy is as fast as anything.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from briefing.translate.weights import Array

Ids = NDArray[np.int64]
Mask = NDArray[np.bool_]

EOS = 0
HEADS = 8
ENCODER_LAYERS = 6
DECODER_LAYERS = 2
BATCH_TOKENS = 4096
LONGER = 1.8
"""A translation may have this many times the pieces of its source, and a few more."""
_FEW = 8
_COMPACT = 0.8
"""When fewer of the sentences than this go on, those that have ended are taken out."""
_WORSE = 0.2
"""A variant's mean log-probability a piece may be so much lower than the greedy translation's."""
_BLOCKED = np.float32(-1e4)
_ONE = np.float32(1)


@dataclass
class _State:
    """What decoding keeps between steps, for the sentences that have not ended."""

    rows: Ids
    cells: list[Array]
    keys: list[Array]
    values: list[Array]
    blocked: Array
    closed: Array

    def only(self, kept: Mask | Ids) -> _State:
        """The same for some of the sentences, or some of them several times."""
        return _State(
            self.rows[kept],
            [cell[kept] for cell in self.cells],
            [key[kept] for key in self.keys],
            [value[kept] for value in self.values],
            self.blocked[kept],
            self.closed[kept],
        )


@dataclass(frozen=True, slots=True)
class _Batch:
    """Sentences that have been read, and what may be written: pieces, their vectors, places."""

    state: _State
    pieces: Ids
    matrix: Array
    bias: Array
    positions: Array

    def only(self, rows: list[int]) -> _Batch:
        """The same with the sentences ``rows``, which may be there several times."""
        state = self.state.only(np.array(rows, np.int64))
        return replace(self, state=replace(state, rows=np.arange(len(rows))))


@dataclass(frozen=True, slots=True)
class _Choice:
    """How sure the network was of one piece: the piece next in line, and how far behind it was."""

    step: int
    second: int
    margin: float
    log: float


class Tiny:
    """One direction, from weights by Marian name.

    ``outputs`` are the pieces that the target language uses: only these and the pieces of its own
    source may stand in a translation (None: all).
    """

    def __init__(self, weights: dict[str, Array], outputs: Ids | None = None) -> None:
        self._w = {name: w[0] if w.shape[0] == 1 else w for name, w in weights.items()}
        self._source_table = self._w["encoder_Wemb" if "encoder_Wemb" in weights else "Wemb"]
        self._table = self._w["decoder_Wemb" if "decoder_Wemb" in weights else "Wemb"]
        self._size = self._table.shape[1]
        self._scale = np.float32(math.sqrt(self._size))
        self._outputs = np.arange(len(self._table)) if outputs is None else outputs
        self._projection = np.ascontiguousarray(self._table[self._outputs].T)
        self._bias = self._w["decoder_ff_logit_out_b"]
        self._merge()

    def _merge(self) -> None:
        """Join the matrices that are applied to the same input; scale queries once and for all."""
        w = self._w
        scale = np.float32((self._size // HEADS) ** -0.5)
        for layer in range(1, ENCODER_LAYERS + 1):
            n = f"encoder_l{layer}_self"
            w[f"{n}_W"] = np.hstack([w[f"{n}_Wq"] * scale, w[f"{n}_Wk"], w[f"{n}_Wv"]])
            w[f"{n}_b"] = np.hstack([w[f"{n}_bq"] * scale, w[f"{n}_bk"], w[f"{n}_bv"]])
        for layer in range(1, DECODER_LAYERS + 1):
            n = f"decoder_l{layer}"
            w[f"{n}_cell_W"] = np.hstack([w[f"{n}_rnn_W"], w[f"{n}_rnn_Wf"]])
            w[f"{n}_cell_b"] = np.hstack([np.zeros_like(w[f"{n}_rnn_bf"]), w[f"{n}_rnn_bf"]])
            w[f"{n}_query_W"] = w[f"{n}_context_Wq"] * scale
            w[f"{n}_query_b"] = w[f"{n}_context_bq"] * scale

    def translate(self, sentences: Sequence[list[int]]) -> list[list[int]]:
        """Target piece ids for source piece ids, both without end-of-sentence, in order."""
        out: list[list[int]] = [[] for _ in sentences]
        for group in _groups(sentences):
            batch = self._batch([sentences[i] for i in group])
            for i, translated in zip(group, self._greedy(batch), strict=True):
                out[i] = translated
        return out

    def variants(self, sentences: Sequence[list[int]], count: int) -> list[list[list[int]]]:
        """Up to ``count`` other translations of each sentence, the likeliest first.

        Each leaves the greedy one where the network was least sure: it takes the second choice
        there and goes on greedily. One that the network finds much less likely is left out.
        """
        found: list[list[list[int]]] = [[] for _ in sentences]
        for group in _groups(sentences, BATCH_TOKENS // max(1, count)):
            batch = self._batch([sentences[i] for i in group])
            doubts: list[list[_Choice]] = [[] for _ in group]
            rows, starts = [], []
            for row, pieces in enumerate(self._greedy(batch, doubts=doubts)):
                for choice in sorted(doubts[row], key=lambda choice: choice.margin)[:count]:
                    rows.append(row)
                    starts.append([*pieces[: choice.step], choice.second])
            told: list[list[_Choice]] = [[] for _ in rows]
            done = self._greedy(batch.only(rows), starts, told)
            scores = [_mean(choices) for choices in told]
            for k in sorted(range(len(rows)), key=lambda k: -scores[k]):
                if scores[k] > _mean(doubts[rows[k]]) - _WORSE:
                    found[group[rows[k]]].append(done[k])
        return found

    def _batch(self, sentences: list[list[int]]) -> _Batch:
        """Sentences of about the same length, read."""
        count, width = len(sentences), max(map(len, sentences)) + 1
        ids = np.full((count, width), EOS, np.int64)
        real = np.zeros((count, width), bool)
        for i, sentence in enumerate(sentences):
            ids[i, : len(sentence)] = sentence
            real[i, : len(sentence) + 1] = True
        limit = int(width * LONGER) + _FEW
        positions = _positions(max(width, limit), self._size)
        more = np.setdiff1d(ids, self._outputs)
        closed = np.where((ids[:, :, None] == more).any(1), np.float32(0), _BLOCKED)
        pieces = np.concatenate([self._outputs, more])
        matrix = np.hstack([self._projection, self._table[more].T])
        state = self._start(ids, real, positions, closed)
        return _Batch(state, pieces, matrix, self._bias[pieces], positions[:limit])

    def _greedy(
        self,
        batch: _Batch,
        starts: Sequence[list[int]] = (),
        doubts: Sequence[list[_Choice]] = (),
    ) -> list[list[int]]:
        """The likeliest piece at each step.

        ``starts`` are pieces that translations have to begin with; ``doubts`` is filled with how
        sure each step was.
        """
        state, pieces = replace(batch.state), batch.pieces  # decoding moves the state on
        count = len(state.rows)
        out: list[list[int]] = [[] for _ in range(count)]
        previous: Ids | None = None
        goes_on = np.ones(count, bool)
        for step, position in enumerate(batch.positions):
            hidden = self._decode(previous, state, position)
            scores = hidden @ batch.matrix
            scores += batch.bias
            scores[:, len(self._outputs) :] += state.closed
            best = scores.argmax(-1)
            for n, row in enumerate(state.rows.tolist() if starts else []):
                if step < len(starts[row]):
                    best[n] = np.flatnonzero(pieces == starts[row][step])[0]
            for n in np.flatnonzero(goes_on).tolist() if doubts else []:
                doubts[int(state.rows[n])].append(_choice(scores[n], int(best[n]), pieces, step))
            previous = pieces[best]
            goes_on &= previous != EOS
            for row, piece in zip(state.rows[goes_on], previous[goes_on], strict=True):
                out[row].append(int(piece))
            if goes_on.mean() < _COMPACT:  # copying what is kept costs time, too
                state, previous = state.only(goes_on), previous[goes_on]
                goes_on = goes_on[goes_on]
                if not len(goes_on):
                    break
        return out

    def _start(self, ids: Ids, real: Mask, positions: Array, closed: Array) -> _State:
        count, width = ids.shape
        memory, blocked = self._encode(ids, real, positions)
        keys, values = [], []
        for layer in range(1, DECODER_LAYERS + 1):
            n = f"decoder_l{layer}_context"
            key = self._linear(memory, f"{n}_Wk", f"{n}_bk").reshape(count, width, HEADS, -1)
            value = self._linear(memory, f"{n}_Wv", f"{n}_bv").reshape(count, width, HEADS, -1)
            keys.append(np.ascontiguousarray(key.transpose(0, 2, 3, 1)))
            values.append(np.ascontiguousarray(value.transpose(0, 2, 1, 3)))
        cells = [np.zeros((count, self._size), np.float32)] * DECODER_LAYERS
        return _State(np.arange(count), cells, keys, values, blocked, closed)

    def _encode(self, ids: Ids, real: Mask, positions: Array) -> tuple[Array, Array]:
        """Encoder output, (sentences x width, size), and what masks the padding in attention."""
        count, width = ids.shape
        h = (self._source_table[ids] * self._scale + positions[:width]).reshape(
            count * width, self._size
        )
        blocked = np.where(real, np.float32(0), _BLOCKED)[:, None, None, :]
        for layer in range(1, ENCODER_LAYERS + 1):
            n = f"encoder_l{layer}"
            joint = self._linear(h, f"{n}_self_W", f"{n}_self_b")
            query, key, value = joint.reshape(count, width, 3, HEADS, -1).transpose(2, 0, 3, 1, 4)
            mixed = _attend(query, key.swapaxes(-1, -2), value, blocked)
            h = self._add(h, mixed, f"{n}_self_Wo", f"{n}_self_bo", f"{n}_self_Wo")
            h = self._feed_forward(h, f"{n}_ffn")
        return h, blocked

    def _decode(self, previous: Ids | None, state: _State, position: Array) -> Array:
        """Hidden states after one more piece; ``state.cells`` move on."""
        h = (
            np.zeros_like(state.cells[0])
            if previous is None
            else self._table[previous] * self._scale
        )
        h = h + position
        for layer in range(1, DECODER_LAYERS + 1):
            n = f"decoder_l{layer}"
            joint = self._linear(h, f"{n}_cell_W", f"{n}_cell_b")
            update, gate = joint[:, : self._size], joint[:, self._size :]
            gate = _ONE / (_ONE + np.exp(-gate))
            cell = gate * state.cells[layer - 1] + (_ONE - gate) * update
            state.cells = [*state.cells[: layer - 1], cell, *state.cells[layer:]]
            h = self._norm(h + np.maximum(cell, 0), f"{n}_rnn_ffn")
            query = self._linear(h, f"{n}_query_W", f"{n}_query_b")
            query = query.reshape(len(h), HEADS, 1, -1)
            keys, values = state.keys[layer - 1], state.values[layer - 1]
            mixed = _attend(query, keys, values, state.blocked)
            h = self._add(h, mixed, f"{n}_context_Wo", f"{n}_context_bo", f"{n}_context_Wo")
            h = self._feed_forward(h, f"{n}_ffn")
        return h

    def _linear(self, x: Array, weight: str, bias: str) -> Array:
        y: Array = x @ self._w[weight]
        y += self._w[bias]
        return y

    def _add(self, h: Array, change: Array, weight: str, bias: str, norm: str) -> Array:
        y = self._linear(change, weight, bias)
        y += h
        return self._norm(y, norm)

    def _feed_forward(self, h: Array, name: str) -> Array:
        inner = self._linear(h, f"{name}_W1", f"{name}_b1")
        np.maximum(inner, 0, out=inner)
        return self._add(h, inner, f"{name}_W2", f"{name}_b2", f"{name}_ffn")

    def _norm(self, x: Array, name: str) -> Array:
        """Layer normalisation, in place."""
        x -= x.mean(-1, keepdims=True)
        x /= np.sqrt(np.einsum("ij,ij->i", x, x) / np.float32(x.shape[1]) + np.float32(1e-6))[
            :, None
        ]
        x *= self._w[f"{name}_ln_scale"]
        x += self._w[f"{name}_ln_bias"]
        return x


def _attend(query: Array, key: Array, value: Array, blocked: Array) -> Array:
    """Attention of all heads, laid side by side; ``key`` with its last two axes exchanged."""
    scores: Array = query @ key
    scores += blocked
    scores -= scores.max(-1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(-1, keepdims=True)
    mixed = (scores @ value).transpose(0, 2, 1, 3)
    return mixed.reshape(mixed.shape[0] * mixed.shape[1], -1)


def _choice(scores: Array, chosen: int, pieces: Ids, step: int) -> _Choice:
    """What was chosen against the best that was not, the end of the sentence left aside."""
    top = scores.max()
    log = float(scores[chosen] - top - np.log(np.exp(scores - top).sum()))
    rest = np.where(pieces == EOS, -np.inf, scores)
    rest[chosen] = -np.inf
    second = int(rest.argmax())
    return _Choice(step, int(pieces[second]), float(scores[chosen] - rest[second]), log)


def _mean(choices: list[_Choice]) -> float:
    """Mean log-probability of the pieces chosen."""
    return sum(choice.log for choice in choices) / len(choices)


def _positions(length: int, size: int) -> Array:
    """Sinusoidal positions as Marian lays them out: all sines, then all cosines."""
    half = size // 2
    rates = np.exp(np.arange(half) * (-math.log(10000.0) / (half - 1)))
    angles = np.arange(length)[:, None] * rates
    return np.hstack([np.sin(angles), np.cos(angles)]).astype(np.float32)


def _groups(sentences: Sequence[list[int]], tokens: int = BATCH_TOKENS) -> Iterator[list[int]]:
    """Numbers of sentences of about the same length, together of about ``tokens``."""
    group: list[int] = []
    for i in sorted(range(len(sentences)), key=lambda i: len(sentences[i])):
        if group and (len(group) + 1) * (len(sentences[i]) + 1) > tokens:
            yield group
            group = []
        group.append(i)
    if group:
        yield group
