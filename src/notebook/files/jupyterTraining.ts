/**
 * What `train` is in PyTorch: contrastive divergence from the data, by persistent chains or by tempered ones, and the
 * exact gradient in the plane. Chains, ladder, exchanges and the order of an update are the library's
 * (negativeChains.ts, parallelTempering.ts, updateRule.ts); the random numbers are PyTorch's.
 */
export const jupyterTraining = `def chains_from_data(k, move):
    def draw(m, x):
        for _ in range(k):
            x = move(m, x)
        return x

    return draw


def persistent_chains(k, move, show, count):
    x = None

    def draw(m, _):
        nonlocal x
        moves = k
        if x is None:
            x, moves = show(m, torch.bernoulli(torch.full((count, m.m), 0.5))), k - 1
        for _ in range(moves):
            x = move(m, x)
        return x

    return draw


def tempered_machine(m, mean, variance, beta):
    # On the path from the Gaussian (beta = 0) to the machine (beta = 1), by completing the square in x.
    easy, hard = (1 - beta) / variance, beta / m.sigma2
    v = 1 / (easy + hard)
    return machine(v * (easy * mean + hard * m.b), torch.log(v), (v * hard)[:, None] * m.W, beta * m.d)


def tempered_chains(k, move, value, count, start, data, temperatures):
    if len(data) < 2:
        raise ValueError("a ladder of temperatures needs at least two points")
    mean, variance = data.mean(0), torch.maximum(data.var(0, correction=0), start.sigma2)
    betas = [(rung / (temperatures - 1)) ** 2 for rung in range(temperatures)]
    replicas = [mean + torch.sqrt(variance) * torch.randn(count, start.n) for _ in betas]
    turn = 0

    def draw(m, _):
        nonlocal turn
        ladder = [tempered_machine(m, mean, variance, beta) for beta in betas]
        for _ in range(k):
            for rung, each in enumerate(ladder):
                replicas[rung] = move(each, replicas[rung])
            # Neighbours exchange, even pairs and odd pairs by turns.
            for rung in range(turn, temperatures - 1, 2):
                low, high = replicas[rung], replicas[rung + 1]
                ratio = value(ladder[rung], high) + value(ladder[rung + 1], low)
                ratio = ratio - value(ladder[rung], low) - value(ladder[rung + 1], high)
                swap = (torch.rand(count) < torch.exp(ratio))[:, None]
                replicas[rung], replicas[rung + 1] = torch.where(swap, high, low), torch.where(swap, low, high)
            if temperatures > 2:
                turn = 1 - turn
        return replicas[-1]

    return draw


def whole_plane(m):
    # Cells of half a σ over every mean there may be, and eight σ beyond; log of a cell's area.
    sigma = torch.sqrt(m.sigma2)
    low = m.b + m.W.clamp(max=0).sum(1) - 8 * sigma
    high = m.b + m.W.clamp(min=0).sum(1) + 8 * sigma
    cells = torch.ceil((high - low) / (sigma / 2))
    if m.n != 2 or float(cells.prod()) > 1e6:
        raise ValueError("the exact gradient sums over a plane of at most a million cells")
    size = (high - low) / cells
    sides = [low[i] + (torch.arange(int(cells[i])) + 0.5) * size[i] for i in range(2)]
    return torch.cartesian_prod(*sides), torch.log(size).sum()


def exact_phase(m, value):
    # log Z, and the places whose weighted c has its gradient.
    with torch.no_grad():
        places, area = whole_plane(m)
        mass = torch.cat([value(m, part) for part in places.split(20000)])
        total = torch.logsumexp(mass, 0)
        weight = torch.exp(mass - total)
        kept = weight > 1e-16
    return float(total + area), places[kept], weight[kept]


def train(machine_, data, epochs=300, k=1, rate=1e-3, clip=1, batch=0, optimizer="sgd", momentum=0, schedule="constant",
          stepEvery=100, stepFactor=0.1, trainer="cd", chains="data", chainCount=0, temperatures=8, variance=False,
          sharedVariance=False, leastSigma=0, decay=0, coupling="sigma2", sign=1, seed=0, fused=False, test=None, snapshots=16,
          c=None, pZGivenX=None, meanX=None, varianceX=None):
    epochs, k, count = int(epochs), int(k), len(data)
    if trainer == "exact" and chains != "data":
        raise ValueError("the exact gradient draws nothing: leave out chains")
    torch.manual_seed(int(seed))
    start = of(machine_)
    # What is moved is the W of the coupling's own convention: the machine's is that times a power of σ.
    power = {"sigma2": 0, "sigma": 1, "none": 2}[coupling]
    parameters = {name: getattr(start, name).clone() for name in ("b", "logSigma2", "W", "d")}
    parameters["W"] *= torch.exp(-power / 2 * start.logSigma2)[:, None]
    for name, parameter in parameters.items():
        parameter.requires_grad_(name != "logSigma2" or bool(variance))
    trained = [p for p in parameters.values() if p.requires_grad]
    groups = [{"params": [p for p in trained if p is not parameters["W"]]}, {"params": [parameters["W"]], "weight_decay": decay}]
    descent = torch.optim.Adam(groups, lr=rate) if optimizer == "adam" else torch.optim.SGD(groups, lr=rate, momentum=momentum)
    size = count if trainer == "exact" else min(int(batch) or count, count)
    updates = -(-count // size)
    pace = {
        "constant": lambda: None,
        "step": lambda: torch.optim.lr_scheduler.StepLR(descent, int(stepEvery) * updates, stepFactor),
        "cosine": lambda: torch.optim.lr_scheduler.CosineAnnealingLR(descent, epochs * updates),
    }[schedule]()
    # Formulas name the parameters: while training those names are the ones of the machine at hand.
    names = ("b", "logSigma2", "sigma2", "W", "d")
    before = {name: globals()[name] for name in names if name in globals()}

    def current():
        b, logSigma2, W, d = parameters.values()
        return machine(b, logSigma2, torch.exp(power / 2 * logSigma2)[:, None] * W, d)

    def naming(m):
        globals().update({name: getattr(m, name) for name in names})

    def value(m, x):
        naming(m)
        return c(x) if c else library_c(m, x)

    def move(m, x):
        naming(m)
        return step(m, x, pZGivenX, meanX, varianceX)

    def show(m, z):
        naming(m)
        return visible(m, z, meanX, varianceX)

    draw = {
        "data": lambda: chains_from_data(k, move),
        "persistent": lambda: persistent_chains(k, move, show, int(chainCount) or size),
        "tempered": lambda: tempered_chains(k, move, value, int(chainCount) or size, start, data, int(temperatures)),
    }[chains]()
    losses, norms = [], []
    try:
        for _ in range(epochs):
            loss_sum, norm_sum = 0, 0
            for rows in (torch.randperm(count) if updates > 1 else torch.arange(count)).split(size):
                m, points = current(), data[rows]
                if trainer == "exact":
                    logZ_, places, weight = exact_phase(m, value)
                    negative = (weight * value(m, places)).sum()
                else:
                    with torch.no_grad():
                        draws = draw(m, points)
                    negative = value(m, draws).mean()
                positive = value(m, points).mean()
                descent.zero_grad()
                (sign * (negative - positive)).backward()
                if variance and sharedVariance:
                    parameters["logSigma2"].grad.fill_(parameters["logSigma2"].grad.mean())
                norm = torch.nn.utils.clip_grad_norm_(trained, clip if clip else math.inf)
                descent.step()
                if variance and leastSigma:
                    with torch.no_grad():
                        parameters["logSigma2"].clamp_(min=2 * math.log(leastSigma))
                if pace:
                    pace.step()
                loss_sum += sign * ((logZ_ if trainer == "exact" else float(negative)) - float(positive))
                norm_sum += float(norm)
            losses.append(loss_sum / updates)
            norms.append(norm_sum / updates)
    finally:
        for name in names:
            globals().pop(name, None)
        globals().update(before)
    for parameter in parameters.values():
        parameter.requires_grad_(False)
    m = current()
    run = SimpleNamespace(machine=m, loss=array(losses), gradientNorm=array(norms), epochs=len(losses))
    if m.n == 2:
        run.logZ = logZ(m)
        run.nll = nll(m, data)
        run.nllEpochs, run.nllCurve = array([float(epochs)]), run.nll.reshape(1)
        if test is not None:
            run.nllTest = nll(m, test)
            run.nllTestCurve = run.nllTest.reshape(1)
    return run`;
