import type { Language } from "./python.js";

/** What the cells' functions call besides each other, in each language. float64, as the exercise computes. */
export const preludes: Readonly<Record<Language, string>> = {
  pytorch: `import math

import torch

torch.set_default_dtype(torch.float64)
torch.manual_seed(0)


def array(values):
    return torch.tensor(values)


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
    return torch.stack(states)`,

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
    return np.stack(states)`,

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
    return jnp.stack(states)`
};

/** Sets the parameters that the functions name, from a dictionary of lists. */
export const setParameters = `def set_parameters(b_, logSigma2_, W_, d_):
    global b, logSigma2, sigma2, W, d, n, m
    b, logSigma2, W, d = b_, logSigma2_, W_, d_
    n, m = W.shape
    sigma2 = LIBRARY.exp(logSigma2)`;

export function parameterSetter(language: Language): string {
  return setParameters.replace("LIBRARY", { pytorch: "torch", numpy: "np", jax: "jnp" }[language]);
}
