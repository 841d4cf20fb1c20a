"""Reference values at n = 64 for the Gaussian-Bernoulli RBM, computed with PyTorch (float64).

Run:  python3 make_digits_reference.py OUT_DIR [SEED]
Needs Debian's python3-torch. The values were made with torch 1.13.

The same energy as make_reference.py: c(x) = log sum_z exp(-E(x,z)), W is (n_visible, n_hidden). A machine of the size of
the digits' has too many numbers for a small file, so its parameters are formulas of their indices that any language
computes alike, and of the gradient some entries and the sums are kept.
"""
import json, math, os, sys
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
N = 64


def waves(count, frequency, scale, shift=0.0):
    """scale * sin(frequency * (k + 1) + shift) for k = 0 ... count - 1: what the tests compute as well."""
    k = torch.arange(1, count + 1)
    return scale * torch.sin(frequency * k + shift)


def case(m, rows):
    p = dict(
        b=waves(N, 0.7, 0.5),
        log_sigma_squared=waves(N, 1.3, 0.6) - 0.8,
        W=waves(N * m, 0.37, 0.25, 1.0).reshape(N, m),
        d=waves(m, 2.1, 0.8) - 0.5,
    )
    data = waves(rows * N, 0.91, 1.2).reshape(rows, N)
    draws = waves(rows * N, 1.73, 1.1, 0.4).reshape(rows, N)
    for v in p.values():
        v.requires_grad_(True)
    s = p["log_sigma_squared"].exp()
    c = lambda x: -((x - p["b"]) ** 2 / (2 * s)).sum(-1) + F.softplus((x / s) @ p["W"] + p["d"]).sum(-1)
    loss = c(draws).mean() - c(data).mean()
    grads = dict(zip(p, torch.autograd.grad(loss, list(p.values()))))
    z = (waves(rows * m, 3.3, 1.0) > 0.2).double().reshape(rows, m)
    every = max(1, N * m // 40)
    with torch.no_grad():
        return dict(
            n_visible=N, n_hidden=m, rows=rows,
            c=c(data).tolist(),
            p_z_given_x_first=torch.sigmoid((data / s) @ p["W"] + p["d"])[0, :40].tolist(),
            p_z_given_x_sum=torch.sigmoid((data / s) @ p["W"] + p["d"]).sum(1).tolist(),
            x_mean_first=(p["b"] + z @ p["W"].T)[0].tolist(),
            loss=float(loss),
            gradient=dict(
                b=grads["b"].tolist(),
                log_sigma_squared=grads["log_sigma_squared"].tolist(),
                d=grads["d"][:40].tolist(),
                W_every=every,
                W=grads["W"].flatten()[::every].tolist(),
                W_sum=float(grads["W"].sum()),
            ),
            gradient_norm=math.sqrt(sum(float((v ** 2).sum()) for v in grads.values())),
        )


if __name__ == "__main__":
    out = sys.argv[1]
    os.makedirs(out, exist_ok=True)
    with open(f"{out}/digits-model.json", "w") as file:
        json.dump(dict(made_with=f"torch {torch.__version__}", cases=[case(m, rows) for m, rows in ((16, 5), (256, 6))]), file)
