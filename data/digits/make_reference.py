"""Baselines for the digits by scikit-learn, on the split that writeSplit.ts wrote; JSON to stdout."""
import json, sys
import numpy as np
import sklearn
from sklearn.decomposition import FactorAnalysis
from sklearn.linear_model import LogisticRegression
from sklearn.mixture import GaussianMixture

parts = {name: np.loadtxt(f"{sys.argv[1]}/{name}.csv", delimiter=",") for name in ("train", "test")}
x = {name: part[:, :64] for name, part in parts.items()}
y = {name: part[:, 64].astype(int) for name, part in parts.items()}


def scores(model):
    model.fit(x["train"])
    return {name: -float(model.score(x[name])) for name in x}


def over_seeds(make, seeds=10):
    """Expectation-maximisation ends elsewhere from each start: mean and standard deviation over ten."""
    runs = [scores(make(seed)) for seed in range(seeds)]
    values = {name: np.array([run[name] for run in runs]) for name in x}
    return {name: float(v.mean()) for name, v in values.items()} | {
        f"{name}Sd": float(v.std(ddof=1)) for name, v in values.items()
    }


out = {
    "scikit-learn": sklearn.__version__,
    "oneGaussian": scores(GaussianMixture(1, reg_covar=1e-6)),
    "factorAnalysis20": scores(FactorAnalysis(20, tol=1e-3, max_iter=1000, svd_method="lapack")),
    "mixture10Full": over_seeds(lambda seed: GaussianMixture(10, reg_covar=1e-3, random_state=seed)),
    "mixture60Diagonal": over_seeds(
        lambda seed: GaussianMixture(60, covariance_type="diag", reg_covar=1e-4, random_state=seed)
    ),
}
# C = 1 / (count · penalty): the same objective as fitMultinomialRegression's, times count · C.
for penalty in (1e-3, 1e-2):
    model = LogisticRegression(C=1 / (len(y["train"]) * penalty), tol=1e-6, max_iter=10000)
    model.fit(x["train"], y["train"])
    p = model.predict_proba(x["train"])
    loss = -np.log(p[np.arange(len(p)), y["train"]]).mean() + penalty / 2 * (model.coef_**2).sum()
    out[f"multinomialRegression{penalty}"] = {
        "objective": float(loss),
        "trainAccuracy": float(model.score(x["train"], y["train"])),
        "testAccuracy": float(model.score(x["test"], y["test"])),
    }
print(json.dumps(out, indent=1))
