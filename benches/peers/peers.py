"""The numpy peers: one Monte Carlo model, written plainly and tuned. Single-threaded.

    OMP_NUM_THREADS=1 python peers.py --workload growth5|plan --paths N --runs R [--variant V]

Variants
  plain         float64, default_rng, whole arrays, np.quantile per quantity and year.
  tuned         the same model and independent paths. What was tuned:
                - equal chunks of at most 8,192 paths (of 512 to 16,384 the fastest), float32, in-place, preallocated;
                - Box-Muller in float32 on SFC64.random_raw: numpy's SIMD log/sin/cos beat its scalar ziggurat
                  (5 against 8.6 ns a normal; standard_normal(dtype=float32, out=) is no faster than float64);
                - without a counting series c and e are drawn as one K-normal vector per year (Cholesky factor of
                  the shocks' covariance), with it one small matmul mixes and scales them;
                - logs relative to the median path; only the quantiles are exponentiated; targets in logs;
                - quantiles by five nested single-kth partitions: numpy's SIMD quickselect only serves one kth
                  (3 ns a number against 24 for partition([k...]) or np.quantile);
                - negative binomial of whole size k as k geometrics, floor(log u / log(1-p)), all years at once;
                  other sizes as gamma-Poisson; binomial by vectorised CDF inversion, stragglers compacted.
  tuned-mirror  tuned, and each drawn set of normals and uniforms serves a path and its mirror image.
The store and work arrays are allocated once, outside the timed runs, and touched by the warm-up.
"""
import argparse, json, math, os, time
import numpy as np
from numpy.random import Generator, SFC64, default_rng

PS = (0.10, 0.25, 0.50, 0.75, 0.90)
F = np.float32


def rates(g, T):
    r = g["rate"]
    return list(r) if isinstance(r, list) else [r] * T


def per_year(v, T):
    return list(v) if isinstance(v, list) else [v] * T


# ---------------------------------------------------------------- plain
def plain(w, n, rng):
    T, G, cnt, phi = w["years"], w["growth"], w["count"], w["persistence"]

    def ar1():
        z = rng.standard_normal((T, n))
        if phi:
            for t in range(1, T):
                z[t] = phi * z[t - 1] + math.sqrt(1 - phi * phi) * z[t]
        return z

    c = ar1()
    levels = []
    for g in G:
        eps = math.sqrt(w["common"]) * c + math.sqrt(1 - w["common"]) * ar1()
        drift = np.log1p(rates(g, T))[:, None] + g["trend"] * rng.standard_normal(n)
        levels.append(g["start"] * np.exp(np.cumsum(drift + g["shock"] * eps, axis=0)))
    count = None
    if cnt:
        k, leave, new, s = cnt["size"], per_year(cnt["leave"], T), per_year(cnt["new"], T), cnt["regime"]
        count = np.empty((T, n))
        L = np.full(n, cnt["start"])
        for t in range(T):
            mean = new[t] * np.exp(s * c[t] - s * s / 2)
            L = L - rng.binomial(L, leave[t]) + rng.negative_binomial(k, k / (k + mean))
            count[t] = L

    def quantity(q):
        if q == "count":
            return count
        if "level" in q:
            return levels[q["level"]]
        return levels[q["ratio"][0]] / levels[q["ratio"][1]]

    quantiles = []
    for q in w["watch"]:
        x = quantity(q)
        quantiles.append([np.quantile(x[t], PS).tolist() for t in range(T)])
    hits = [quantity(g["of"])[g["year"] - 1] >= g["threshold"] for g in w["targets"]]
    return {"quantiles": quantiles, "hit": [float(h.mean()) for h in hits],
            "all": float(np.logical_and.reduce(hits).mean())}


# ---------------------------------------------------------------- tuned
class Tuned:
    def __init__(self, w, n, mirror, chunk):
        self.w, self.n, self.mirror = w, n, mirror
        T, G = w["years"], w["growth"]
        self.T, self.K = T, len(G)
        K, cnt = self.K, w["count"]
        each = 2 if mirror else 1
        turns = -(-n // (chunk * each))                 # equal chunks: no nearly empty last one
        self.B = B = -(-n // (turns * each))            # normals drawn for B paths at a time
        self.W = W = B * each                           # paths finished at a time
        s = np.array([g["shock"] for g in G])
        cov = np.outer(s, s) * (w["common"] + (1 - w["common"]) * np.eye(K))
        if cnt:                                         # c is needed on its own
            self.mix = np.hstack([s[:, None] * math.sqrt(w["common"]), np.diag(s) * math.sqrt(1 - w["common"])])
        else:
            self.mix = np.linalg.cholesky(cov)
        self.mix = self.mix.astype(F)
        self.D = D = self.mix.shape[1]
        self.trend = np.array([g["trend"] for g in G], dtype=F)[:, None]
        self.m = m = T * D * B + K * B
        m += m & 1
        self.m = m
        self.z = np.empty(m, F)
        self.slice = 16384
        self.ang, self.rad = np.empty(self.slice, F), np.empty(self.slice, F)
        self.inc = np.empty((T, K, B), F)
        # rows: levels then ratios then count, as deviations in log from the median path
        self.base = np.array([[math.log(g["start"])] * T + np.cumsum(np.log1p(rates(g, T))) for g in G])
        self.ratios = []
        for q in [*w["watch"], *[t["of"] for t in w["targets"]]]:
            if q != "count" and "ratio" in q and q["ratio"] not in self.ratios:
                self.ratios.append(q["ratio"])
        R = K + len(self.ratios) + (1 if cnt else 0)
        self.store = np.empty((R, T, n), F)
        self.targets = []
        for t in w["targets"]:
            r, y = self.row(t["of"]), t["year"] - 1
            self.targets.append((r, y, F(t["threshold"] if t["of"] == "count"
                                         else math.log(t["threshold"]) - self.median(t["of"])[y])))
        if cnt:
            self.k = cnt["size"]
            self.whole = float(self.k).is_integer() and self.k <= 8
            self.leave, self.new = per_year(cnt["leave"], T), np.array(per_year(cnt["new"], T))
            self.N = np.empty((T, W), F)
            self.C = np.empty((T, W), F)
            self.U = np.empty((T, W), F)
            self.ng = self.k if self.whole else 0
            self.L, self.pk, self.u, self.d, self.tmp = (np.empty(W, F) for _ in range(5))
            self.mask = np.empty(W, bool)

    def row(self, q):
        if q == "count":
            return self.store.shape[0] - 1
        return q["level"] if "level" in q else self.K + self.ratios.index(q["ratio"])

    def median(self, q):
        return self.base[q["level"]] if "level" in q else self.base[q["ratio"][0]] - self.base[q["ratio"][1]]

    def normals(self):                                  # Box-Muller, a slice that stays in L2 at a time
        z, ang, rad = self.z, self.ang, self.rad
        for s in range(0, self.m, 2 * self.slice):
            e = min(self.m, s + 2 * self.slice)
            h = (e - s) // 2
            raw = self.bg.random_raw(h).view(np.int32)
            a, r, x, y = ang[:h], rad[:h], z[s:s + h], z[s + h:e]
            np.copyto(a, raw[:h], casting="unsafe")
            a *= F(math.pi * 2.0**-31)
            self.unit(raw[h:], r)
            np.log(r, out=r)
            r *= F(-2)
            np.sqrt(r, out=r)
            np.cos(a, out=x)
            np.sin(a, out=y)
            x *= r
            y *= r
        return z

    @staticmethod
    def unit(raw, out):                                 # odd multiples of 2^-24: never 0 or 1, nor is 1-u
        u = raw.view(np.uint32)
        u >>= 8
        u |= 1
        np.copyto(out, u.view(np.int32), casting="unsafe")
        out *= F(2.0**-24)

    def uniforms(self, out):                            # (T, B) and, mirrored, 1-u beside them
        T, B = self.T, self.B
        u = np.empty(T * B, F)
        self.unit(self.bg.random_raw((T * B + 1) // 2).view(np.int32)[:T * B], u)
        u = u.reshape(T, B)
        out[:, :B] = u
        if self.mirror:
            np.subtract(F(1), u, out=out[:, B:])

    def count(self, z, s, e):
        T, B, w = self.T, self.B, self.w["count"]
        C, N, U, sg, k = self.C, self.N, self.U, w["regime"], self.k
        np.multiply(z[:, 0], F(-sg if self.whole else sg), out=C[:, :B])
        if self.mirror:
            np.negative(C[:, :B], out=C[:, B:])
        if self.whole:                                  # -1/log(1-p), 1-p = 1/(1 + k/mean)
            np.exp(C, out=C)
            C *= (k * math.exp(sg * sg / 2) / self.new).astype(F)[:, None]
            C += F(1)
            np.log(C, out=C)
            np.divide(F(-1), C, out=C)
            for j in range(int(k)):
                self.uniforms(U)
                np.log(U, out=U)
                U *= C
                np.floor(U, out=U if j else N)
                if j:
                    N += U
        else:
            C += np.log(self.new / k).astype(F)[:, None] - F(sg * sg / 2)
            np.exp(C, out=C)
            N[:] = self.rng.poisson(C * self.rng.standard_gamma(k, size=C.shape))
        self.uniforms(U)
        L, pk, u, d, tmp, mask = self.L, self.pk, self.u, self.d, self.tmp, self.mask
        L.fill(w["start"])
        for t in range(T):
            # binomial by inversion: walk the CDF until it passes u; compact when few are still walking
            q = self.leave[t]
            np.multiply(L, F(math.log1p(-q)), out=pk)
            np.exp(pk, out=pk)
            u = U[t]
            odds = q / (1 - q)
            d.fill(0)
            ll, pp, uu, dd, tt, mm, idx = L, pk, u, d, tmp, mask, None
            j = 0
            while True:
                np.subtract(uu, pp, out=uu)
                np.greater(uu, F(0), out=mm)
                if j >= 3 and (j == 3 or j % 4 == 0):
                    keep = np.flatnonzero(mm)
                    if idx is not None:
                        d[idx] = dd
                    if not len(keep):
                        break
                    dd, pp, uu, ll = dd[keep], pp[keep], uu[keep], ll[keep]
                    idx = keep if idx is None else idx[keep]
                    tt, mm = np.empty(len(keep), F), np.ones(len(keep), bool)
                np.add(dd, mm, out=dd)
                np.subtract(ll, F(j), out=tt)
                tt *= F(odds / (j + 1))
                pp *= tt
                j += 1
                if j > 400:                             # float32 rounding may leave a u just above the last CDF
                    if idx is not None:
                        d[idx] = np.minimum(dd, ll)
                    break
            L -= d
            L += N[t]
            self.store[-1, t, s:e] = L[:e - s]

    def run(self, seed):
        self.bg = SFC64(seed)
        self.rng = Generator(self.bg)
        T, K, B, W, n, D = self.T, self.K, self.B, self.W, self.n, self.D
        S, inc = self.store, self.inc
        phi = self.w["persistence"]
        hit = [0] * len(self.targets)
        every = 0
        for s in range(0, n, W):
            e = min(n, s + W)
            b = min(B, e - s)
            zz = self.normals()
            z = zz[:T * D * B].reshape(T, D, B)
            tp = zz[T * D * B:T * D * B + K * B].reshape(K, B)
            if phi:
                for t in range(1, T):
                    z[t] *= F(math.sqrt(1 - phi * phi))
                    z[t] += F(phi) * z[t - 1]
            tp *= self.trend
            np.matmul(self.mix, z, out=inc)
            inc += tp
            np.copyto(S[:K, 0, s:s + b], inc[0, :, :b])
            for t in range(1, T):
                inc[t] += inc[t - 1]
                np.copyto(S[:K, t, s:s + b], inc[t, :, :b])
            for i, (a, c) in enumerate(self.ratios):
                np.subtract(inc[:, a, :b], inc[:, c, :b], out=S[K + i, :, s:s + b])
            if e - s > b:                               # the mirror image
                x = S[:K + len(self.ratios)]
                np.negative(x[:, :, s:s + e - s - b], out=x[:, :, s + b:e])
            if self.w["count"]:
                self.count(z, s, e)
            al = None
            for i, (r, y, thr) in enumerate(self.targets):
                h = S[r, y, s:e] >= thr
                hit[i] += np.count_nonzero(h)
                al = h if al is None else np.logical_and(al, h, out=al)
            every += np.count_nonzero(al) if al is not None else 0
        out = []
        for q in self.w["watch"]:
            r = self.row(q)
            qs = np.array([self.five(S[r, t]) for t in range(T)])
            if q != "count":
                qs = np.exp(qs + self.median(q)[:, None])
            out.append(qs.tolist())
        return {"quantiles": out, "hit": [h / n for h in hit], "all": every / n}

    def five(self, x):
        n = len(x)
        pos = [p * (n - 1) for p in PS]
        ks = [int(p) for p in pos]
        # median first, then outwards in the halves; order statistic k+1 is the least of what lies above
        k = ks
        x.partition(k[2])
        lo, hi = x[:k[2]], x[k[2] + 1:]
        lo.partition(k[1])
        lo[:k[1]].partition(k[0])
        o = k[2] + 1
        hi.partition(k[3] - o)
        top = hi[k[3] - o + 1:]
        top.partition(k[4] - k[3] - 1)
        ends = [k[1], k[2], k[3], k[4], n]
        res = []
        for i in range(5):
            a = float(x[k[i]])
            f = pos[i] - k[i]
            if f > 1e-9:
                seg = x[k[i] + 1:ends[i] + (i < 4)]
                a += f * (float(seg.min()) - a)
            res.append(a)
        return res


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--workload", required=True)
    ap.add_argument("--paths", type=int, default=100_000)
    ap.add_argument("--runs", type=int, default=5)
    ap.add_argument("--variant", default="plain,tuned,tuned-mirror")
    ap.add_argument("--chunk", type=int, default=0)
    ap.add_argument("--seed", type=int, default=1)
    a = ap.parse_args()
    here = os.path.dirname(os.path.abspath(__file__))
    w = json.load(open(os.path.join(here, "cases.json")))[a.workload]
    for v in a.variant.split(","):
        if v == "plain":
            run = lambda seed: plain(w, a.paths, default_rng(seed))
        else:
            chunk = a.chunk or 8192
            run = Tuned(w, a.paths, v == "tuned-mirror", chunk).run
        run(a.seed)
        ms, cpu = [], []
        for r in range(a.runs):
            t, c = time.perf_counter(), time.process_time()
            res = run(a.seed + 1 + r)
            ms.append((time.perf_counter() - t) * 1e3)
            cpu.append((time.process_time() - c) * 1e3)
        print(json.dumps({"program": "numpy-" + v, "workload": a.workload, "paths": a.paths,
                          "ms": round(sorted(ms)[len(ms) // 2], 3),
                          "cpu_ms": round(sorted(cpu)[len(cpu) // 2], 3), "results": res}), flush=True)


if __name__ == "__main__":
    main()
