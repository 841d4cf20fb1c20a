import { jupyterTraining } from "./jupyterTraining.js";

/** What the cells of a notebook call in PyTorch, besides the language's own prelude. */
export const jupyterPrelude = `from types import SimpleNamespace

import matplotlib.pyplot as plt

true, false = True, False


def machine(b, logSigma2, W, d):
    b, logSigma2, W, d = (torch.as_tensor(v, dtype=torch.get_default_dtype()) for v in (b, logSigma2, W, d))
    n, m = W.shape
    logSigma2 = logSigma2.expand(n)
    return SimpleNamespace(b=b, logSigma2=logSigma2, sigma2=torch.exp(logSigma2), W=W, d=d, n=n, m=m)


def initial(n, hidden, sigma=0.1, seed=0, coupling="sigma2"):
    torch.manual_seed(seed)
    power = {"sigma2": 0, "sigma": 1, "none": 2}[coupling]
    W, d = 0.01 * sigma**power * torch.randn(n, hidden), 0.1 * torch.randn(hidden)
    return machine(torch.zeros(n), torch.full((n,), 2 * math.log(sigma)), W, d)


def circles(points=500, noise=0.1, factor=0.2, seed=0, inner=False, stream="data"):
    torch.manual_seed(seed)
    angle = torch.arange(points) * (2 * math.pi / points)
    circle = torch.stack([torch.cos(angle), torch.sin(angle)], 1)
    return (factor if inner else 1) * circle + noise * torch.randn(points, 2)


def of(m):
    return getattr(m, "machine", m)


def library_c(m, x):
    a = (x / m.sigma2) @ m.W + m.d
    return torch.nn.functional.softplus(a).sum(1) - ((x - m.b) ** 2 / (2 * m.sigma2)).sum(1)


def visible(m, z, meanX=None, varianceX=None):
    mean = meanX(z) if meanX else m.b + z @ m.W.T
    variance = varianceX(z) if varianceX else m.sigma2
    return mean + torch.sqrt(variance) * torch.randn(mean.shape)


def step(m, x, pZGivenX=None, meanX=None, varianceX=None):
    z = torch.bernoulli(pZGivenX(x) if pZGivenX else torch.sigmoid((x / m.sigma2) @ m.W + m.d))
    return visible(m, z, meanX, varianceX)


${jupyterTraining}


def sample(machine_, chains=500, steps=1000, seed=0, start=None, noise=None):
    m = of(machine_)
    # The switches are drawn by the machine's own variance, x by another where a noise is given.
    variance = None if noise is None else lambda z: torch.full((m.n,), float(noise) ** 2)
    torch.manual_seed(int(seed))
    with torch.no_grad():
        if start is None:
            x = visible(m, torch.bernoulli(torch.full((int(chains), m.m), 0.5)), varianceX=variance)
        else:
            x = step(m, start, varianceX=variance)
        states = [x]
        for _ in range(int(steps) - 1):
            states.append(step(m, states[-1], varianceX=variance))
        return torch.stack(states)


def logZ(machine_, reach=2.5, cells=401):
    m = of(machine_)
    side = torch.linspace(-reach, reach, cells)
    grid = torch.cartesian_prod(side, side)
    values = torch.cat([library_c(m, part) for part in grid.split(20000)])
    return torch.logsumexp(values, 0) + 2 * math.log(2 * reach / (cells - 1))


def nll(machine_, data, by=None):
    m = of(machine_)
    return logZ(m) - library_c(m, data).mean()


def trueNll(data, noise=0.1):
    r = data.norm(dim=1)
    density = torch.special.i0e(r / noise**2) * torch.exp(-((r - 1) ** 2) / (2 * noise**2)) / (2 * math.pi * noise**2)
    return -torch.log(density).mean()


def density(machine_, window=1.6, cells=128, by=None):
    m = of(machine_)
    side = (torch.arange(cells) + 0.5) * (2 * window / cells) - window
    y, x = torch.meshgrid(side, side, indexing="ij")
    values = torch.exp(library_c(m, torch.stack([x.flatten(), y.flatten()], 1)) - logZ(m))
    return SimpleNamespace(density=values.reshape(cells, cells), window=window)


def angleDensity(machine_, angles=180, radii=120, reach=2.0):
    m = of(machine_)
    r = (torch.arange(radii) + 1) * (reach / radii)
    angle = torch.arange(angles) * (2 * math.pi / angles)
    x = torch.stack([torch.outer(torch.cos(angle), r), torch.outer(torch.sin(angle), r)], 2).reshape(-1, 2)
    mass = torch.exp(library_c(m, x) - logZ(m)).reshape(angles, radii) * r
    mass[:, -1] /= 2
    once = mass.sum(1) * (reach / radii) * 2 * math.pi
    return SimpleNamespace(angle=torch.linspace(0, 360, angles + 1), density=torch.cat([once, once[:1]]))


def standardise(data):
    mean, scale = data.mean(0), data.std(0, correction=0)
    return SimpleNamespace(x=(data - mean) / scale, mean=mean, scale=scale)


def unstandardise(machine_, by):
    m = of(machine_)
    sigma2, W = m.sigma2 * by.scale**2, m.W * by.scale[:, None]
    return machine(by.mean + by.scale * m.b, torch.log(sigma2), W, m.d - (by.mean / sigma2) @ W)


def nearest(x, among):
    distance, index = torch.cdist(x, among).min(1)
    return SimpleNamespace(index=index + 1, distance=distance / math.sqrt(x.shape[1]))


def scatter(data=None, draws=None, density=None, window=1.6, label="", contours=True, units=None, **legend):
    figure, axes = plt.subplots(figsize=(6, 6))
    if density is not None:
        w = density.window
        axes.imshow(density.density, origin="lower", extent=(-w, w, -w, w), cmap="Blues")
    if data is not None:
        axes.scatter(*data.T, s=8, label="data")
    if draws is not None:
        axes.scatter(*(draws[-1] if draws.ndim == 3 else draws).T, s=8, marker="D", label="draws")
    axes.set(xlim=(-window, window), ylim=(-window, window), title=label)
    if units is not None:
        for axis, mean, scale in zip((axes.xaxis, axes.yaxis), *torch.as_tensor(units).tolist()):
            axis.set_major_formatter(lambda x, _, mean=mean, scale=scale: f"{mean + scale * x:.3g}")
    axes.legend()
    plt.show()


def line(*values, x=None, names="", reference=None, referenceName="reference", log=False, xName="x", yName="value",
         beside=None, label="", tones="", dashes="", lowest=None, highest=None, left=None, right=None, playhead=True, at=None):
    figure, axes = plt.subplots()
    words = [word.strip() for word in names.split(";" if ";" in names else ",")]
    for i, y in enumerate(values):
        axes.plot(x if x is not None else range(1, len(y) + 1), y, "o-" if len(y) == 1 else "-", label=words[i] if i < len(words) else None)
    if beside is not None:
        axes.plot(*beside.T, label=words[len(values)] if len(values) < len(words) else None)
    if reference is not None:
        levels = torch.as_tensor(reference)
        titles = [referenceName] if levels.ndim == 0 else [word.strip() for word in referenceName.split(",")]
        for level, title in zip(levels.reshape(-1).tolist(), titles):
            axes.axhline(level, linestyle=":", label=title)
    axes.set(xlabel=xName, ylabel=yName, title=label, yscale="log" if log else "linear")
    axes.set_xlim(left, right)
    axes.set_ylim(lowest, highest)
    axes.legend()
    plt.show()


def histogram(values, bins=30, label=""):
    plt.hist(values.flatten(), bins=int(bins))
    plt.title(label)
    plt.show()


def dots(values, marks=(), names="", tones="", dotName="values", xName="value", left=None, right=None, label=""):
    plt.hist(values, bins=32)
    words = [word.strip() for word in names.split(";" if ";" in names else ",")]
    for i, mark in enumerate(marks):
        plt.axvline(float(mark), color=f"C{i + 1}", label=words[i] if i < len(words) else None)
    plt.xlabel(xName)
    plt.title(label)
    plt.legend()
    plt.show()


def images(x, rows=None, across=10, side=56, low=0, high=1, signed=False, like=None, label=""):
    x = torch.atleast_2d(x[-1] if x.ndim == 3 else x)
    down = int(rows or math.sqrt(x.shape[1]))
    reach = float((x if like is None else like).abs().max())
    figure, all_axes = plt.subplots(-(-len(x) // int(across)), int(across), squeeze=False)
    for axes in all_axes.flat:
        axes.axis("off")
    for image, axes in zip(x, all_axes.flat):
        limits = {"cmap": "PuOr_r", "vmin": -reach, "vmax": reach} if signed else {"cmap": "Greys", "vmin": low, "vmax": high}
        axes.imshow(image.reshape(down, -1), **limits)
    figure.suptitle(label)
    plt.show()


def animate(draws, data=None, rate=10, label="", density=None):
    for at in sorted({0, len(draws) // 100, len(draws) // 10, len(draws) - 1}):
        scatter(data, draws[at], density, label=f"step {at + 1}")


def trail(draws, chain=1, data=None, steps=300, rate=15, label="", density=None):
    way = draws[: int(steps), int(chain) - 1]
    figure, axes = plt.subplots(figsize=(6, 6))
    if data is not None:
        axes.scatter(*data.T, s=8, alpha=0.5)
    axes.plot(*way.T, linewidth=0.7)
    axes.set_title(label or f"chain {chain}")
    plt.show()


def table(*columns, names="", label=""):
    for column in columns:
        print(column)`;
