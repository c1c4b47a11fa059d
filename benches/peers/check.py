"""Agreement of all peers at --paths: every quantile of a growing quantity against its closed form, of the count
in probability against a reference of 4,000,000 paths, every probability against its closed form or the
reference. Prints the worst and the root-mean-square deviation in standard errors. node peers.mjs --check"""
import argparse, json, math, os, subprocess, sys
import numpy as np
from statistics import NormalDist
ND, PS = NormalDist(), (0.1, 0.25, 0.5, 0.75, 0.9)
here = os.path.dirname(os.path.abspath(__file__))
cases = json.load(open(os.path.join(here, "cases.json")))


def moments(w, q, t):
    """median of the log and its standard deviation after year t"""
    G, com, phi = w["growth"], w["common"], w["persistence"]
    v = t + sum(2 * (t - k) * phi**k for k in range(1, t))
    i, j = (q["level"], None) if "level" in q else q["ratio"]
    rate = lambda g: sum(math.log1p(r) for r in (g["rate"] if isinstance(g["rate"], list) else [g["rate"]] * t)[:t])
    one = lambda g: math.log(g["start"]) + rate(g)
    a, b = G[i], G[j] if j is not None else dict(trend=0, shock=0)
    med = one(a) - (one(b) if j is not None else 0)
    return med, math.sqrt(t * t * (a["trend"]**2 + b["trend"]**2)
                          + v * (com * (a["shock"] - b["shock"])**2 + (1 - com) * (a["shock"]**2 + b["shock"]**2)))


def reference(w, n=4_000_000, batch=500_000):
    """independent of both peers' code: counts' distributions per year, P of every target and of all"""
    rng, T, G, cnt = np.random.default_rng(987654321), w["years"], w["growth"], w["count"]
    pmf, hit, every = np.zeros((T, 4096)), np.zeros(len(w["targets"])), 0
    assert w["persistence"] == 0
    for _ in range(n // batch):
        X = np.array([[math.log(g["start"])] for g in G]) + np.zeros((len(G), batch))
        P = rng.standard_normal(X.shape)
        L = np.full(batch, cnt["start"]) if cnt else None
        met = np.ones(batch, bool)
        for t in range(T):
            c = rng.standard_normal(batch)
            for i, g in enumerate(G):
                eps = math.sqrt(w["common"]) * c + math.sqrt(1 - w["common"]) * rng.standard_normal(batch)
                X[i] += math.log1p(g["rate"]) + g["trend"] * P[i] + g["shock"] * eps
            if cnt:
                lam = cnt["new"] * np.exp(cnt["regime"] * c - cnt["regime"]**2 / 2)
                L = L - rng.binomial(L, cnt["leave"]) + rng.poisson(lam * rng.gamma(cnt["size"], 1 / cnt["size"], batch))
                pmf[t] += np.bincount(np.minimum(L, 4095), minlength=4096)
            for k, g in enumerate(w["targets"]):
                if g["year"] == t + 1:
                    o = g["of"]
                    h = L >= g["threshold"] if o == "count" else (X[o["level"]] if "level" in o else
                        X[o["ratio"][0]] - X[o["ratio"][1]]) >= math.log(g["threshold"])
                    hit[k] += h.sum()
                    met &= h
        every += met.sum()
    return np.cumsum(pmf, 1) / n, hit / n, every / n, n


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--paths", type=int, default=100_000)
    ap.add_argument("--seeds", type=int, default=3)
    a = ap.parse_args()
    worst_all = 0
    for name, w in cases.items():
        cdf, hit, every, n = reference(w)
        for sd in range(1, a.seeds + 1):
            tail = ["--workload", name, "--paths", str(a.paths), "--runs", "1", "--seed", str(100 * sd)]
            lines = subprocess.run([sys.executable, os.path.join(here, "peers.py"), *tail], capture_output=True, text=True, check=True).stdout
            for v in (["js-tuned,js-same,js-mirror"], ["js-same", "--normals", "giles"]):
                lines += subprocess.run(["node", os.path.join(here, "peers.mjs"), *tail, "--variant", *v], capture_output=True, text=True, check=True).stdout
            for line in lines.splitlines():
                d = json.loads(line)
                N, r, q_dev, c_dev, p_dev = d["paths"], d["results"], [], [], []
                for q, rows in zip(w["watch"], r["quantiles"], strict=True):
                    for t, five in enumerate(rows):
                        for p, x in zip(PS, five, strict=True):
                            if q == "count":
                                F, lo = cdf[t][int(x)], cdf[t][math.ceil(x) - 1]
                                c_dev.append(max(0, p - F, lo - p) / math.sqrt(p * (1 - p) * (1 / N + 1 / n)))
                            else:
                                med, s = moments(w, q, t + 1)
                                z = ND.inv_cdf(p)
                                se = s * math.sqrt(p * (1 - p) / N) / ND.pdf(z)
                                q_dev.append(abs(math.log(x) - med - s * z) / se)
                for g, got, ref in zip(w["targets"] + [None], r["hit"] + [r["all"]], [*hit, every], strict=True):
                    var = ref * (1 - ref) * (1 / N + 1 / n)
                    if g and g["of"] != "count":
                        med, s = moments(w, g["of"], g["year"])
                        ref = 1 - ND.cdf((math.log(g["threshold"]) - med) / s)
                        var = ref * (1 - ref) / N
                    p_dev.append(abs(got - ref) / math.sqrt(var))
                rms = lambda v: math.sqrt(sum(x * x for x in v) / len(v)) if v else 0.0
                worst_all = max(worst_all, *q_dev, *c_dev, *p_dev)
                print(f"{name:8} seed {100*sd} {d['program']:19} quantiles worst {max(q_dev):.2f} rms {rms(q_dev):.2f}; count worst "
                      f"{max(c_dev, default=0):.2f} rms {rms(c_dev):.2f}; probabilities worst {max(p_dev):.2f} (all targets {p_dev[-1]:.2f})", flush=True)
    print(f"worst of everything {worst_all:.2f} standard errors")


main()
