/** A machine downloaded here, taken up in PyTorch: runs as it is beside the file. The tests run it where torch is. */
export const pytorchSnippet = `import json
import torch
from torch.nn.functional import softplus

run = json.load(open("machine.json"))
last = run["snapshots"][-1]
b, log_sigma2, d = (torch.tensor(last[name]) for name in ("b", "logSigma2", "d"))
W = torch.tensor(last["W"]).reshape(run["n"], run["m"])
sigma2 = log_sigma2.exp()

def c(x):
    """log of the sum of exp(-E(x, z)) over z; the free energy is -c. x: (batch, n) -> (batch,)"""
    return softplus((x / sigma2) @ W + d).sum(-1) - ((x - b) ** 2 / (2 * sigma2)).sum(-1)

def gibbs_step(x):
    z = torch.bernoulli(torch.sigmoid((x / sigma2) @ W + d))
    return torch.normal(b + z @ W.T, sigma2.sqrt().expand(len(x), -1))

x = b + torch.bernoulli(torch.full((500, run["m"]), 0.5)) @ W.T
for _ in range(1000):
    x = gibbs_step(x)
`;
