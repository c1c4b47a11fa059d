"""The numpy peer: the probability that all targets are met, by Monte Carlo. Single-threaded.

    OMP_NUM_THREADS=1 python peers.py --workload plan|growth5 --paths N --runs R [--mirror]

What was tuned:
  - equal chunks of at most 8,192 paths (of 512 to 16,384 the fastest), float32, in-place, preallocated;
  - Box-Muller in float32 on SFC64.random_raw: numpy's SIMD log/sin/cos beat its scalar ziggurat
    (5 against 8.6 ns a normal; standard_normal(dtype=float32, out=) is no faster than float64);
  - without a counting series c and e are drawn as one K-normal vector per year (Cholesky factor of
    the shocks' covariance), with it one small matmul mixes and scales them; trends over all
    years at once;
  - logs relative to the median path; targets in logs;
  - negative binomial of whole size k as k geometrics, floor(log u / log(1-p)), all years at once;
    binomial by vectorised CDF inversion, stragglers compacted.
With --mirror each drawn set of normals and departures serves a path and its mirror image.
Work arrays are allocated once, outside the timed runs, and touched by the warm-up.
"""
import argparse, json, math, os, time
import numpy as np
from numpy.random import SFC64

F = np.float32
CHUNK = 8192


class Simulation:
    def __init__(self, w, n, mirror):
        self.w, self.n, self.mirror = w, n, mirror
        T, G, cnt = w["years"], w["growth"], w["count"]
        self.T, self.K = T, len(G)
        K = self.K
        each = 2 if mirror else 1
        turns = -(-n // (CHUNK * each))                 # equal chunks: no nearly empty last one
        self.B = B = -(-n // (turns * each))            # normals drawn for B paths at a time
        self.W = W = B * each                           # paths finished at a time
        s = np.array([g["shock"] for g in G])
        if cnt:                                         # c is needed on its own
            self.mix = np.hstack([s[:, None] * math.sqrt(w["common"]), np.diag(s) * math.sqrt(1 - w["common"])])
        else:
            self.mix = np.linalg.cholesky(np.outer(s, s) * (w["common"] + (1 - w["common"]) * np.eye(K)))
        self.mix = self.mix.astype(F)
        self.D = D = self.mix.shape[1] + (1 if cnt else 0)  # and the own part of the wave
        # over all years at once, with the error of the base in what is a series' own
        trend, start = (np.array([g[key] for g in G]) for key in ("trend", "start_error"))
        own = np.sqrt((T * trend) ** 2 * (1 - w["common_trend"]) + start**2)
        self.trends = np.hstack([T * trend[:, None] * math.sqrt(w["common_trend"]), np.diag(own)]).astype(F)
        m = T * D * B + (K + 1) * B
        self.m = m + (m & 1)
        self.z = np.empty(self.m, F)
        self.slice = 16384
        self.ang, self.rad = np.empty(self.slice, F), np.empty(self.slice, F)
        self.inc = np.empty((T, K, B), F)
        median = [math.log(g["start"]) + T * math.log1p(g["rate"]) for g in G]
        self.targets = []
        for t in w["targets"]:
            of, threshold = t["of"], t["threshold"]
            if of == "count":
                self.targets.append((None, F(threshold)))
            else:
                parts = of["ratio"] if "ratio" in of else [of["level"]]
                middle = median[parts[0]] - sum(median[i] for i in parts[1:])
                self.targets.append((parts, F(math.log(threshold) - middle)))
        if cnt:
            self.C, self.N, self.U = (np.empty((T, W), F) for _ in range(3))
            self.L, self.pk, self.u, self.d, self.tmp = (np.empty(W, F) for _ in range(5))
            self.mask = np.empty(W, bool)

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

    def count(self, z):
        T, B, w = self.T, self.B, self.w["count"]
        C, N, U, sg, k, q = self.C, self.N, self.U, w["regime"], w["size"], w["leave"]
        np.multiply(z[:, 0], F(-sg * math.sqrt(w["follow"])), out=C[:, :B])
        C[:, :B] -= F(sg * math.sqrt(1 - w["follow"])) * z[:, -1]
        if self.mirror:
            np.negative(C[:, :B], out=C[:, B:])
        np.exp(C, out=C)                                # -1/log(1-p), 1-p = 1/(1 + k/mean)
        C *= F(k * math.exp(sg * sg / 2) / w["new"])
        C += F(1)
        np.log(C, out=C)
        np.divide(F(-1), C, out=C)
        for j in range(k):
            self.uniforms(U)
            np.log(U, out=U)
            U *= C
            np.floor(U, out=U if j else N)
            if j:
                N += U
        self.uniforms(U)
        L, pk, u, d, tmp, mask = self.L, self.pk, self.u, self.d, self.tmp, self.mask
        L.fill(w["start"])
        for t in range(T):
            # binomial by inversion: walk the CDF until it passes u; compact when few are still walking
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

    def run(self, seed):
        self.bg = SFC64(seed)
        T, K, B, D = self.T, self.K, self.B, self.D
        every = done = 0
        while done < self.n:
            zz = self.normals()
            z = zz[:T * D * B].reshape(T, D, B)
            np.matmul(self.mix, z[:, :self.mix.shape[1]], out=self.inc)
            x = self.inc.sum(axis=0)
            x += self.trends @ zz[T * D * B:T * D * B + (K + 1) * B].reshape(K + 1, B)
            if self.w["count"]:
                self.count(z)
            n = min(self.W, self.n - done)
            met = np.ones(self.W, bool)
            for parts, threshold in self.targets:
                if parts is None:
                    met &= self.L >= threshold
                    continue
                y = x[parts[0]] if len(parts) == 1 else x[parts[0]] - x[parts[1]]
                met[:B] &= y >= threshold
                if self.mirror:
                    met[B:] &= y <= -threshold
            every += np.count_nonzero(met[:n])
            done += n
        return every / self.n


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--workload", required=True)
    ap.add_argument("--paths", type=int, required=True)
    ap.add_argument("--runs", type=int, required=True)
    ap.add_argument("--mirror", action="store_true")
    a = ap.parse_args()
    here = os.path.dirname(os.path.abspath(__file__))
    w = json.load(open(os.path.join(here, "cases.json")))[a.workload]
    run = Simulation(w, a.paths, a.mirror).run
    run(0)
    ms, results = [], []
    for r in range(1, a.runs + 1):
        t = time.perf_counter()
        results.append(run(r))
        ms.append((time.perf_counter() - t) * 1e3)
    print(json.dumps({"ms": sorted(ms)[len(ms) // 2], "results": results}))


if __name__ == "__main__":
    main()
