import type { Language } from "./language.js";

/** What printed formulas call besides the library's own functions. float64, as the language computes. */
export const preludes: Readonly<Record<Language, string>> = {
  pytorch: `import math

import torch

torch.set_default_dtype(torch.float64)
torch.manual_seed(0)


def array(values):
    return torch.tensor(values, dtype=torch.get_default_dtype())


def sigmoid(a):
    return torch.sigmoid(torch.as_tensor(a, dtype=torch.get_default_dtype()))


def bernoulli(p):
    return torch.bernoulli(torch.as_tensor(p, dtype=torch.get_default_dtype()))


def normal(mean, std):
    mean, std = (torch.as_tensor(v, dtype=torch.get_default_dtype()) for v in (mean, std))
    mean, std = torch.broadcast_tensors(mean, std)
    return mean + std * torch.randn(mean.shape)


def iterate(f, start, steps):
    states = [start]
    for _ in range(steps - 1):
        states.append(f(states[-1]))
    return torch.stack(states)

def variance(a, axis=None):
    count = a.numel() if axis is None else a.shape[axis]
    if axis is None:
        rest = a - torch.mean(a)
        return torch.sum(torch.square(rest)) / max(count - 1, 1)
    rest = a - torch.mean(a, dim=axis, keepdim=True)
    return torch.sum(torch.square(rest), dim=axis) / max(count - 1, 1)


def std(a, axis=None):
    return torch.sqrt(variance(a, axis))


def span(first, last, step=1):
    values = []
    while (last - first) * step >= -1e-12 * abs(step):
        values.append(float(first))
        first += step
    return array(values)


def pick(a, *places):
    axis = 0
    for place in places:
        if place is None:
            axis += 1
        elif torch.is_tensor(place) and place.ndim > 0:
            a = torch.index_select(a, axis, place.long() - 1)
            axis += 1
        else:
            a = torch.select(a, axis, int(place) - 1)
    return a`,

  numpy: `import math

import numpy as np

rng = np.random.default_rng(0)


def array(values):
    return np.array(values, dtype=float)


def sigmoid(a):
    return 0.5 * (1 + np.tanh(np.asarray(a) / 2))


def bernoulli(p):
    return (rng.random(np.shape(p)) < p) * 1.0


def normal(mean, std):
    mean, std = np.broadcast_arrays(mean, std)
    return mean + std * rng.standard_normal(mean.shape)


def iterate(f, start, steps):
    states = [start]
    for _ in range(steps - 1):
        states.append(f(states[-1]))
    return np.stack(states)

def variance(a, axis=None):
    count = np.size(a) if axis is None else a.shape[axis]
    if axis is None:
        rest = a - np.mean(a)
        return np.sum(np.square(rest)) / max(count - 1, 1)
    rest = a - np.mean(a, axis=axis, keepdims=True)
    return np.sum(np.square(rest), axis=axis) / max(count - 1, 1)


def std(a, axis=None):
    return np.sqrt(variance(a, axis))


def span(first, last, step=1):
    values = []
    while (last - first) * step >= -1e-12 * abs(step):
        values.append(float(first))
        first += step
    return array(values)


def pick(a, *places):
    axis = 0
    for place in places:
        if place is None:
            axis += 1
        elif np.ndim(place) > 0:
            a = np.take(a, np.asarray(place).astype(int) - 1, axis=axis)
            axis += 1
        else:
            a = np.take(a, int(place) - 1, axis=axis)
    return a`,

  jax: `import math

import jax
import jax.numpy as jnp

jax.config.update("jax_enable_x64", True)
key = jax.random.PRNGKey(0)


def array(values):
    return jnp.array(values, dtype=float)


def next_key():
    global key
    key, fresh = jax.random.split(key)
    return fresh


def sigmoid(a):
    return jax.nn.sigmoid(a)


def bernoulli(p):
    p = jnp.asarray(p)
    return jax.random.bernoulli(next_key(), p, p.shape) * 1.0


def normal(mean, std):
    mean, std = jnp.broadcast_arrays(mean, std)
    return mean + std * jax.random.normal(next_key(), mean.shape)


def iterate(f, start, steps):
    states = [start]
    for _ in range(steps - 1):
        states.append(f(states[-1]))
    return jnp.stack(states)

def variance(a, axis=None):
    count = jnp.size(a) if axis is None else a.shape[axis]
    if axis is None:
        rest = a - jnp.mean(a)
        return jnp.sum(jnp.square(rest)) / max(count - 1, 1)
    rest = a - jnp.mean(a, axis=axis, keepdims=True)
    return jnp.sum(jnp.square(rest), axis=axis) / max(count - 1, 1)


def std(a, axis=None):
    return jnp.sqrt(variance(a, axis))


def span(first, last, step=1):
    values = []
    while (last - first) * step >= -1e-12 * abs(step):
        values.append(float(first))
        first += step
    return array(values)


def pick(a, *places):
    axis = 0
    for place in places:
        if place is None:
            axis += 1
        elif jnp.ndim(place) > 0:
            a = jnp.take(a, jnp.asarray(place).astype(int) - 1, axis=axis)
            axis += 1
        else:
            a = jnp.take(a, int(place) - 1, axis=axis)
    return a`
};
