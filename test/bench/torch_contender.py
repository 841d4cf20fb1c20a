"""The lab in PyTorch on one thread. Reads a job a line as JSON, answers {"milliseconds", "outcome"} a line."""
import json, sys, time
import torch
import torch.nn.functional as F

torch.set_num_threads(1)
torch.manual_seed(1)


def c(p, x):
    s = p["logSigma2"].exp()
    return -((x - p["b"]) ** 2 / (2 * s)).sum(-1) + F.softplus((x / s) @ p["W"] + p["d"]).sum(-1)


def sample(p, chains, steps):
    with torch.no_grad():
        s = p["logSigma2"].exp()
        z = torch.bernoulli(torch.full((chains, p["d"].numel()), 0.5))
        kept = []
        for step in range(steps):
            x = torch.normal(p["b"] + z @ p["W"].T, s.sqrt().expand(chains, len(s)))
            kept.append(x)
            if step < steps - 1:
                z = torch.bernoulli(torch.sigmoid((x / s) @ p["W"] + p["d"]))
        return float((torch.stack(kept)[-1] ** 2).sum(-1).mean())


def train(p, X, epochs):
    learned = [p[name].requires_grad_(True) for name in ("b", "W", "d")]
    optimizer = torch.optim.SGD(learned, lr=1e-3)
    s = p["logSigma2"].exp()
    for _ in range(epochs):
        optimizer.zero_grad()
        with torch.no_grad():
            z = torch.bernoulli(torch.sigmoid((X / s) @ p["W"] + p["d"]))
            draws = torch.normal(p["b"] + z @ p["W"].T, s.sqrt().expand(len(X), 2))
        loss = (-c(p, X) + c(p, draws)).mean()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learned, 1.0)
        optimizer.step()
    return float(loss)


def train_batches(p, X, epochs, size):
    learned = [p[name].requires_grad_(True) for name in ("b", "W", "d")]
    optimizer = torch.optim.Adam(learned, lr=1e-3)
    s = p["logSigma2"].exp()
    for _ in range(epochs):
        for batch in X[torch.randperm(len(X))].split(size):
            optimizer.zero_grad()
            with torch.no_grad():
                z = torch.bernoulli(torch.sigmoid((batch / s) @ p["W"] + p["d"]))
                draws = torch.normal(p["b"] + z @ p["W"].T, s.sqrt().expand(len(batch), len(s)))
            loss = (-c(p, batch) + c(p, draws)).mean()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(learned, 1.0)
            optimizer.step()
    return float(loss)


print(json.dumps({"version": torch.__version__}), flush=True)
for line in sys.stdin:
    job = json.loads(line)
    p = {name: torch.tensor(job[name], dtype=torch.float32) for name in ("b", "logSigma2", "d")}
    p["W"] = torch.tensor(job["W"], dtype=torch.float32).reshape(len(p["b"]), -1)
    X = torch.tensor(job["data"], dtype=torch.float32).reshape(-1, len(p["b"])) if "data" in job else None
    start = time.perf_counter()
    if X is None:
        outcome = sample(p, job["chains"], job["steps"])
    elif "batchSize" in job:
        outcome = train_batches(p, X, job["steps"], job["batchSize"])
    else:
        outcome = train(p, X, job["steps"])
    print(json.dumps({"milliseconds": (time.perf_counter() - start) * 1e3, "outcome": outcome}), flush=True)
