// The JavaScript peers (Node 20, no packages, one thread): one Monte Carlo model, hand-written on typed arrays.
//
//   node peers.mjs --workload growth5|plan --paths N --runs R [--variant js-tuned,js-same,js-mirror]
//   node peers.mjs --check            all variants of both peers against closed forms and references
//
// js-tuned: independent paths. What was tuned:
//   - xoshiro128++ with its state in locals, inlined into a 256-layer ziggurat that fills blocks of normals;
//   - blocks of 512 paths (all work arrays in L1/L2), one tight loop per series and year, constants hoisted,
//     the AR(1) step left out at persistence 0; logs relative to the median path; only quantiles exponentiated;
//   - exact quantiles from a Float32Array per quantity and year: 1,024 bucket counts kept while simulating
//     tell which buckets hold the order statistics, one pass collects those, quickselect finishes;
//   - negative binomial of whole size k as k geometrics, floor(E / -log(1-p)), E from a ziggurat for the
//     exponential (other sizes: sequential inversion); binomial by inversion from a table of (1-q)^L.
// js-same: the engine's own algorithm in f64 (the peers' only difference from it is the language):
//   - XOR-updated 32-bit points (state[dim] ^= direction[trailing zeros][dim]; the directions are random
//     numbers here, not Sobol's: only their cost matters to the timing), inverse-CDF normals (Acklam's
//     rational, or Giles' polynomial with --normals giles), each point serves a path and its mirror image
//     (-z, 1-u); 1,024-bin histograms filled as paths are made over the median +- 6.5 standard deviations (closed form), the
//     mirror image of a growing quantity counted by reflecting the histogram once at the end; count by
//     sequential CDF inversion from one uniform each, integer histogram; one point at a time, dims unrolled
//     in loops over small typed arrays.
// js-mirror: js-same with ziggurat normals and xoshiro uniforms: mirror pairs and fused histograms, but drawn as
//   is cheapest in JavaScript; newcomers as in js-tuned.
// Everything is allocated once, outside the timed runs; one warm-up run.
import { readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';

const PS = [0.1, 0.25, 0.5, 0.75, 0.9];
const perYear = (v, T) => (Array.isArray(v) ? v : new Array(T).fill(v));

// ---------------------------------------------------------------- shared setup (not timed)
function layout(w) {
  const T = w.years, K = w.growth.length, phi = w.persistence, com = w.common;
  const base = w.growth.map((g) => {
    let x = Math.log(g.start);
    return perYear(g.rate, T).map((r) => (x += Math.log1p(r)));
  });
  const ratios = [];
  for (const q of [...w.watch, ...w.targets.map((t) => t.of)])
    if (q.ratio && !ratios.some((r) => r[0] === q.ratio[0] && r[1] === q.ratio[1])) ratios.push(q.ratio);
  const row = (q) => q === 'count' ? K + ratios.length : q.level !== undefined ? q.level
    : K + ratios.findIndex((r) => r[0] === q.ratio[0] && r[1] === q.ratio[1]);
  const median = (q, t) => q.level !== undefined ? base[q.level][t] : base[q.ratio[0]][t] - base[q.ratio[1]][t];
  const sd = []; // sd[row][t] of the log deviation
  const sumVar = (t) => { let v = t; for (let k = 1, p = phi; k < t; k++, p *= phi) v += 2 * (t - k) * p; return v; };
  for (const q of [...w.growth.map((_, i) => [i]), ...ratios]) {
    const [a, b] = q, A = w.growth[a], B = b === undefined ? { trend: 0, shock: 0 } : w.growth[b];
    sd.push(Array.from({ length: T }, (_, t) => {
      const y = t + 1;
      return Math.sqrt(y * y * (A.trend ** 2 + B.trend ** 2)
        + sumVar(y) * (com * (A.shock - B.shock) ** 2 + (1 - com) * (A.shock ** 2 + B.shock ** 2)));
    }));
  }
  const targets = w.targets.map((t) => ({
    row: row(t.of), y: t.year - 1,
    thr: t.of === 'count' ? t.threshold : Math.log(t.threshold) - median(t.of, t.year - 1),
  }));
  return { T, K, base, ratios, row, median, sd, targets, R: K + ratios.length };
}

// ---------------------------------------------------------------- ziggurats (256 layers, 24-bit abscissa)
const ZR = 3.6541528853610088, ZV = 0.00492867323399;
const zw = new Float64Array(256), zk = new Int32Array(256), zf = new Float64Array(257);
{
  const x = new Float64Array(257), f = (v) => Math.exp(-0.5 * v * v);
  x[1] = ZR; x[0] = ZV / f(ZR);
  for (let i = 2; i < 256; i++) x[i] = Math.sqrt(-2 * Math.log(ZV / x[i - 1] + f(x[i - 1])));
  for (let i = 0; i < 256; i++) {
    zw[i] = x[i] / 8388608; // signed 24 bits
    zk[i] = Math.floor((x[i + 1] / x[i]) * 8388608);
    zf[i] = i === 0 ? 0 : f(x[i]);
  }
  zf[256] = 1;
}
const ER = 7.69711747013104972, EV = 0.0039496598225815571993;
const ew = new Float64Array(256), ek = new Int32Array(256), ef = new Float64Array(257);
{
  const x = new Float64Array(257);
  x[1] = ER; x[0] = EV / Math.exp(-ER);
  for (let i = 2; i < 256; i++) x[i] = -Math.log(EV / x[i - 1] + Math.exp(-x[i - 1]));
  for (let i = 0; i < 256; i++) {
    ew[i] = x[i] / 16777216; // unsigned 24 bits
    ek[i] = Math.floor((x[i + 1] / x[i]) * 16777216);
    ef[i] = i === 0 ? 0 : Math.exp(-x[i]);
  }
  ef[256] = 1;
}

const st = new Int32Array(4);
function seed(v) {
  for (let i = 0; i < 4; i++) { // splitmix32
    v = (v + 0x9e3779b9) | 0;
    let z = v ^ (v >>> 16); z = Math.imul(z, 0x21f0aaad); z ^= z >>> 15; z = Math.imul(z, 0x735a2d97); st[i] = z ^ (z >>> 15);
  }
}
function next() {
  const s0 = st[0], s1 = st[1], s3 = st[3], a = (s0 + s3) | 0, r = (((a << 7) | (a >>> 25)) + s0) | 0;
  const s2 = st[2] ^ s0, n3 = s3 ^ s1;
  st[1] = s1 ^ s2; st[0] = s0 ^ n3; st[2] = s2 ^ (s1 << 9); st[3] = (n3 << 11) | (n3 >>> 21);
  return r;
}
const unit = () => ((next() >>> 0) + 0.5) * 2.3283064365386963e-10;

function slowNormal(u) { // u failed the quick test of its layer
  for (;;) {
    const i = u & 255, j = u >> 8, x = j * zw[i];
    if ((j < 0 ? -j : j) < zk[i]) return x;
    if (i === 0) {
      let a, b;
      do { a = -Math.log(unit()) / ZR; b = -Math.log(unit()); } while (b + b < a * a);
      return j < 0 ? -ZR - a : ZR + a;
    }
    if (zf[i] + unit() * (zf[i + 1] - zf[i]) < Math.exp(-0.5 * x * x)) return x;
    u = next();
  }
}
function slowExp(u) {
  for (;;) {
    const i = u & 255, j = u >>> 8, x = j * ew[i];
    if (j < ek[i]) return x;
    if (i === 0) return ER - Math.log(unit());
    if (ef[i] + unit() * (ef[i + 1] - ef[i]) < Math.exp(-x)) return x;
    u = next();
  }
}
function fillNormals(out, n) {
  let s0 = st[0], s1 = st[1], s2 = st[2], s3 = st[3];
  for (let b = 0; b < n; b++) {
    const a = (s0 + s3) | 0, u = (((a << 7) | (a >>> 25)) + s0) | 0, t = s1 << 9;
    s2 ^= s0; s3 ^= s1; s1 ^= s2; s0 ^= s3; s2 ^= t; s3 = (s3 << 11) | (s3 >>> 21);
    const i = u & 255, j = u >> 8, g = j >> 31;
    if ((j ^ g) - g < zk[i]) out[b] = j * zw[i];
    else {
      st[0] = s0; st[1] = s1; st[2] = s2; st[3] = s3;
      out[b] = slowNormal(u);
      s0 = st[0]; s1 = st[1]; s2 = st[2]; s3 = st[3];
    }
  }
  st[0] = s0; st[1] = s1; st[2] = s2; st[3] = s3;
}
function fillExps(out, n) {
  let s0 = st[0], s1 = st[1], s2 = st[2], s3 = st[3];
  for (let b = 0; b < n; b++) {
    const a = (s0 + s3) | 0, u = (((a << 7) | (a >>> 25)) + s0) | 0, t = s1 << 9;
    s2 ^= s0; s3 ^= s1; s1 ^= s2; s0 ^= s3; s2 ^= t; s3 = (s3 << 11) | (s3 >>> 21);
    const i = u & 255, j = u >>> 8;
    if (j < ek[i]) out[b] = j * ew[i];
    else {
      st[0] = s0; st[1] = s1; st[2] = s2; st[3] = s3;
      out[b] = slowExp(u);
      s0 = st[0]; s1 = st[1]; s2 = st[2]; s3 = st[3];
    }
  }
  st[0] = s0; st[1] = s1; st[2] = s2; st[3] = s3;
}

// ---------------------------------------------------------------- js-tuned
function quickselect(a, lo, hi, k) { // Hoare's, median of three; a[k] in place, less before, greater after
  while (hi > lo) {
    const m = (lo + hi) >> 1;
    let t;
    if (a[m] < a[lo]) { t = a[m]; a[m] = a[lo]; a[lo] = t; }
    if (a[hi] < a[lo]) { t = a[hi]; a[hi] = a[lo]; a[lo] = t; }
    if (a[hi] < a[m]) { t = a[hi]; a[hi] = a[m]; a[m] = t; }
    const p = a[m];
    let i = lo, j = hi;
    while (i <= j) {
      while (a[i] < p) i++;
      while (a[j] > p) j--;
      if (i <= j) { t = a[i]; a[i] = a[j]; a[j] = t; i++; j--; }
    }
    if (k <= j) hi = j; else if (k >= i) lo = i; else return;
  }
}

// one growing series in one year: the hot loop. The bucket counts run in a loop of their own: an increment
// that meets a recent one in the same bucket stalls, and in one loop it stalled the arithmetic as well.
const bins = new Int32Array(4096);
function stepWhite(n, x, tp, c, e, sc, se, out, off, hist, ho, scale) {
  for (let b = 0; b < n; b++) {
    const v = x[b] + tp[b] + sc * c[b] + se * e[b];
    x[b] = v;
    out[off + b] = v;
    const k = (512 + v * scale) | 0;
    bins[b] = k < 0 ? 0 : k > 1023 ? 1023 : k;
  }
  for (let b = 0; b < n; b++) hist[ho + bins[b]]++;
}
function stepRatio(n, x, y, out, off, hist, ho, scale) {
  for (let b = 0; b < n; b++) {
    const v = x[b] - y[b];
    out[off + b] = v;
    const k = (512 + v * scale) | 0;
    bins[b] = k < 0 ? 0 : k > 1023 ? 1023 : k;
  }
  for (let b = 0; b < n; b++) hist[ho + bins[b]]++;
}
// the numbers of the buckets in pick, branch-free. Float32 rounding may move a number on a bucket's edge to
// the next bucket; collect and count then differ by that number, an error of one rank and 1e-7.
function collect(n, x, off, s, pick, picked) {
  let m = 0;
  for (let i = 0; i < n; i++) {
    const v = x[off + i];
    let k = (512 + v * s) | 0;
    k = k < 0 ? 0 : k > 1023 ? 1023 : k;
    picked[m] = v;
    m += pick[k];
  }
  return m;
}
function mark(n, x, off, thr, flags) { // how many reach the threshold; flags counts targets met
  let h = 0;
  for (let b = 0; b < n; b++) if (x[off + b] >= thr) { h++; flags[b]++; }
  return h;
}

const MAXL = 8192; // the table of (1-q)^L; counts are tallied up to 4,095 (the last bin takes what is above), far above any here
function tuned(w, N, B = 512) {
  const lay = layout(w), { T, K, ratios, sd, targets, R } = lay, phi = w.persistence, cnt = w.count;
  const f64 = (n) => new Float64Array(n);
  const store = new Float32Array(R * T * N), hist = new Int32Array(R * T * 1024);
  const scale = sd.map((s) => s.map((v) => 512 / (6.5 * v)));
  const X = Array.from({ length: K }, () => f64(B)), TP = Array.from({ length: K }, () => f64(B));
  const E = Array.from({ length: K }, () => f64(B)), c = f64(B), z = f64(B), e = f64(B), g = f64(B);
  const flags = new Uint8Array(B), hits = f64(targets.length), picked = new Float32Array(N + 1), pick = new Uint8Array(1024);
  const L = new Int32Array(B), CH = cnt ? 4096 : 0, countHist = Array.from({ length: cnt ? T : 0 }, () => new Int32Array(CH));
  const leave = cnt && perYear(cnt.leave, T), fresh = cnt && perYear(cnt.new, T);
  const tables = new Map();
  const table = (q) => {
    if (!tables.has(q)) tables.set(q, f64(MAXL).map((_, l) => Math.exp(l * Math.log1p(-q))));
    return tables.get(q);
  };
  if (cnt) leave.forEach(table);
  const inv = f64(4096).map((_, i) => 1 / i);
  const sc = w.growth.map((s) => s.shock * Math.sqrt(w.common)), se = w.growth.map((s) => s.shock * Math.sqrt(1 - w.common));
  const sq = Math.sqrt(1 - phi * phi);

  function ar(state, first, n) { // state <- phi state + sqrt(1-phi^2) eta
    if (phi === 0 || first) { fillNormals(state, n); return; }
    fillNormals(z, n);
    for (let b = 0; b < n; b++) state[b] = phi * state[b] + sq * z[b];
  }
  function leavers(n, q, tab) {
    const odds = q / (1 - q), lq = Math.log1p(-q);
    for (let b = 0; b < n; b++) {
      const l = L[b];
      let p = l < MAXL ? tab[l] : Math.exp(l * lq), u = unit() - p, d = 0;
      while (u > 0 && d < l) { p *= odds * (l - d) * inv[d + 1]; d++; u -= p; }
      L[b] = l - d;
    }
  }
  function newcomers(n, mean) {
    const k = cnt.size, r = cnt.regime, a = (k / mean) * Math.exp((r * r) / 2);
    if (Number.isInteger(k) && k <= 8) {
      for (let b = 0; b < n; b++) e[b] = 1 / Math.log(1 + a * Math.exp(-r * c[b])); // 1/-log(1-p)
      for (let j = 0; j < k; j++) {
        fillExps(g, n);
        for (let b = 0; b < n; b++) L[b] += (g[b] * e[b]) | 0;
      }
    } else {
      for (let b = 0; b < n; b++) {
        const odds = a * Math.exp(-r * c[b]), m = 1 / (1 + odds);
        let p = Math.pow(odds * m, k), u = unit() - p, d = 0;
        while (u > 0 && d < 4000) { p *= (d + k) * inv[d + 1] * m; d++; u -= p; }
        L[b] += d;
      }
    }
  }
  function quantilesOf(r, t) { // exact order statistics, numpy's linear interpolation between neighbours
    const off = (r * T + t) * N, ho = (r * T + t) * 1024, s = scale[r][t], out = [];
    const want = [], bkts = [], before = [];
    for (const p of PS) { const pos = p * (N - 1), i = Math.floor(pos); want.push(i, Math.min(i + 1, N - 1)); }
    pick.fill(0);
    let cum = 0, b = 0;
    for (const k of want) {
      while (cum + hist[ho + b] <= k) cum += hist[ho + b++];
      if (!pick[b]) { pick[b] = 1; bkts.push(b); before.push(cum); }
    }
    const m = collect(N, store, off, s, pick, picked);
    return { m, bins: bkts, before, want };
  }
  function five(r, t) {
    const { m, bins, before, want } = quantilesOf(r, t);
    // picked holds whole buckets: rank k in the row is rank k - (numbers in unpicked buckets below) here
    const ho = (r * T + t) * 1024, vals = [];
    let inPicked = 0, at = 0, lo = 0;
    const start = bins.map((b) => { const s = inPicked; inPicked += hist[ho + b]; return s; });
    for (const k of want) {
      while (at + 1 < bins.length && before[at + 1] <= k) at++;
      const kk = Math.min(m - 1, Math.max(0, k - before[at] + start[at]));
      quickselect(picked, Math.min(lo, kk), m - 1, kk);
      vals.push(picked[kk]);
      lo = kk;
    }
    return PS.map((p, i) => { const pos = p * (N - 1), f = pos - Math.floor(pos); return vals[2 * i] + f * (vals[2 * i + 1] - vals[2 * i]); });
  }
  function countFive(t) {
    const h = countHist[t];
    const at = (k) => { let cum = 0, b = 0; while (cum + h[b] <= k) cum += h[b++]; return b; };
    return PS.map((p) => { const pos = p * (N - 1), i = Math.floor(pos), a = at(i); return a + (pos - i) * (at(Math.min(i + 1, N - 1)) - a); });
  }
  return (sd0) => {
    seed(sd0);
    hist.fill(0); hits.fill(0); for (const h of countHist) h.fill(0);
    let all = 0;
    for (let s = 0; s < N; s += B) {
      const n = Math.min(B, N - s);
      for (let i = 0; i < K; i++) {
        const tp = TP[i], tr = w.growth[i].trend;
        fillNormals(tp, n);
        for (let b = 0; b < n; b++) tp[b] *= tr;
        X[i].fill(0);
      }
      flags.fill(0);
      if (cnt) L.fill(cnt.start);
      for (let t = 0; t < T; t++) {
        ar(c, t === 0, n);
        for (let i = 0; i < K; i++) {
          ar(E[i], t === 0, n);
          stepWhite(n, X[i], TP[i], c, E[i], sc[i], se[i], store, (i * T + t) * N + s, hist, (i * T + t) * 1024, scale[i][t]);
        }
        for (let j = 0; j < ratios.length; j++) {
          const r = K + j;
          stepRatio(n, X[ratios[j][0]], X[ratios[j][1]], store, (r * T + t) * N + s, hist, (r * T + t) * 1024, scale[r][t]);
        }
        if (cnt) {
          leavers(n, leave[t], tables.get(leave[t]));
          newcomers(n, fresh[t]);
          const h = countHist[t];
          for (let b = 0; b < n; b++) { const l = L[b]; h[l < CH ? l : CH - 1]++; }
        }
        for (let j = 0; j < targets.length; j++) {
          const g = targets[j];
          if (g.y !== t) continue;
          hits[j] += g.row === R ? mark(n, L, 0, g.thr, flags) : mark(n, store, (g.row * T + t) * N + s, g.thr, flags);
        }
      }
      if (targets.length) for (let b = 0; b < n; b++) if (flags[b] === targets.length) all++;
    }
    const quantiles = w.watch.map((q) => Array.from({ length: T }, (_, t) => q === 'count' ? countFive(t)
      : five(lay.row(q), t).map((v) => Math.exp(v + lay.median(q, t)))));
    return { quantiles, hit: Array.from(hits, (h) => h / N), all: all / N };
  };
}

// ---------------------------------------------------------------- js-same
function acklamTail(u) {
  const q = Math.sqrt(-2 * Math.log(u < 0.5 ? u : 1 - u));
  const v = (((((-7.784894002430293e-3 * q - 3.223964580411365e-1) * q - 2.400758277161838) * q - 2.549732539343734) * q
    + 4.374664141464968) * q + 2.938163982698783)
    / ((((7.784695709041462e-3 * q + 3.224671290700398e-1) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1);
  return u < 0.5 ? v : -v;
}
// one point: uniforms of all dims, normals of the first M by Acklam's inverse CDF (relative error 1e-9), then XOR
function pointAcklam(state, dirs, v, M, D, z) {
  for (let d = 0; d < D; d++) {
    const s = state[d];
    z[d] = (s + 0.5) * 2.3283064365386963e-10; // signed: u - 1/2
    state[d] = s ^ dirs[v + d];
  }
  for (let d = 0; d < M; d++) {
    const q = z[d], r = q * q;
    z[d] = r < 0.22633806250000003
      ? ((((((-3.969683028665376e1 * r + 2.209460984245205e2) * r - 2.759285104469687e2) * r + 1.38357751867269e2) * r
        - 3.066479806614716e1) * r + 2.506628277459239) * q)
        / (((((-5.447609879822406e1 * r + 1.615858368580409e2) * r - 1.556989798598866e2) * r + 6.680131188771972e1) * r
        - 1.328068155288572e1) * r + 1)
      : acklamTail(q + 0.5);
  }
  for (let d = M; d < D; d++) z[d] += 0.5;
}
function pointGiles(state, dirs, v, M, D, z) {
  for (let d = 0; d < M; d++) {
    const s = state[d];
    z[d] = giles((s + 0.5) * 2.3283064365386963e-10 + 0.5);
    state[d] = s ^ dirs[v + d];
  }
  for (let d = M; d < D; d++) {
    const s = state[d];
    z[d] = (s + 0.5) * 2.3283064365386963e-10 + 0.5;
    state[d] = s ^ dirs[v + d];
  }
}
const giles = (u) => { // sqrt 2 times his single-precision erfinv
  const x = 2 * u - 1;
  let w = -Math.log((1 - x) * (1 + x));
  if (w < 5) {
    w -= 2.5;
    return 1.4142135623730951 * x * ((((((((2.81022636e-8 * w + 3.43273939e-7) * w - 3.5233877e-6) * w - 4.39150654e-6) * w
      + 0.00021858087) * w - 0.00125372503) * w - 0.00417768164) * w + 0.246640727) * w + 1.50140941);
  }
  w = Math.sqrt(w) - 3;
  return 1.4142135623730951 * x * ((((((((-0.000200214257 * w + 0.000100950558) * w + 0.00134934322) * w - 0.00367342844) * w
    + 0.00573950773) * w - 0.0076224613) * w + 0.00943887047) * w + 1.00167406) * w + 2.83297682);
};

function pointDrawn(state, dirs, v, M, D, z) { // js-mirror: drawn anew, nothing of XOR or inversion
  fillNormals(z, M);
  for (let d = M; d < D; d++) z[d] = unit();
}

// one path of every growing quantity, series by series so that its log stays in a register; arrays as
// arguments, for captured ones are fetched and checked again at every use
function walk(z, K, T, nr, path, trend, sc, se, ra, rb, phi) {
  if (phi !== 0) { // AR(1) in place, c and every e
    const sq = Math.sqrt(1 - phi * phi);
    for (let o = K; o < K + (K + 1) * T; o += T) for (let t = 1; t < T; t++) z[o + t] = phi * z[o + t - 1] + sq * z[o + t];
  }
  for (let k = 0; k < K; k++) {
    const p = trend[k] * z[k], a = sc[k], b = se[k], o = K + (k + 1) * T, row = k * T;
    let v = 0;
    for (let t = 0; t < T; t++) {
      v += p + a * z[K + t] + b * z[o + t];
      path[row + t] = v;
    }
  }
  for (let j = 0; j < nr; j++) {
    const a = ra[j] * T, b = rb[j] * T, row = (K + j) * T;
    for (let t = 0; t < T; t++) path[row + t] = path[a + t] - path[b + t];
  }
}
// buckets and counts in loops of their own: three times as fast as fused with the walk
function bucket(n, path, scale, at) {
  for (let r = 0; r < n; r++) {
    const i = (512 + path[r] * scale[r]) | 0;
    at[r] = (r << 10) + (i < 0 ? 0 : i > 1023 ? 1023 : i);
  }
}
function tally(n, at, hist) {
  for (let r = 0; r < n; r++) hist[at[r]]++;
}
function binomial(l, tab, o, inv, u) {
  let p = tab[l < MAXL ? l : MAXL - 1], d = 0;
  u -= p;
  while (u > 0 && d < l) { p *= o * (l - d) * inv[d + 1]; d++; u -= p; }
  return d;
}
function negbin(a, size, step, u) { // a = k / mean
  const m = 1 / (1 + a), q = a * m;
  let p = size === 3 ? q * q * q : Math.pow(q, size), d = 0;
  u -= p;
  while (u > 0 && d < 4095) { p *= step[d] * m; d++; u -= p; }
  return d;
}
function countInverted(T, start, z, M, shock, tab, odds, inv, step, size, ka, path, at, back) {
  let a = start, b = start;
  for (let t = 0; t < T; t++) {
    const u = z[M + 2 * t], v = z[M + 2 * t + 1], f = shock[t], g = tab[t], o = odds[t];
    a += negbin(ka[t] / f, size, step, v) - binomial(a, g, o, inv, u);
    b += negbin(ka[t] * f, size, step, 1 - v) - binomial(b, g, o, inv, 1 - u);
    path[at + t] = a;
    back[t] = b;
  }
}
function countDrawn(T, start, z, M, shock, tab, odds, inv, gx, size, ka, path, at, back) { // js-mirror: newcomers as js-tuned
  let a = start, b = start, i = 0;
  for (let t = 0; t < T; t++) {
    const u = z[M + 2 * t], f = shock[t], g = tab[t], o = odds[t];
    const ia = 1 / Math.log(1 + ka[t] / f), ib = 1 / Math.log(1 + ka[t] * f);
    a -= binomial(a, g, o, inv, u);
    b -= binomial(b, g, o, inv, 1 - u);
    for (let j = 0; j < size; j++) { a += (gx[i++] * ia) | 0; b += (gx[i++] * ib) | 0; }
    path[at + t] = a;
    back[t] = b;
  }
}
function minus(n, x, out) { // --no-reflect: the mirror image counted path by path
  for (let r = 0; r < n; r++) out[r] = -x[r];
  return out;
}

function same(w, N, invName = 'acklam', reflect = true) {
  const lay = layout(w), { T, K, ratios, sd, targets, R } = lay, phi = w.persistence, cnt = w.count;
  const point = { giles: pointGiles, acklam: pointAcklam, ziggurat: pointDrawn }[invName];
  const M = K + T * (1 + K), D = M + (cnt ? 2 * T : 0); // dims: trends, then c and e per year, then two uniforms per year
  const f64 = (n) => new Float64Array(n);
  const state = new Int32Array(D), dirs = new Int32Array(32 * D), z = f64(D), path = f64((R + 1) * T), back = f64(T), back2 = f64(R * T), shock = f64(T), at = new Int32Array(R * T);
  const hist = new Int32Array(R * T * 1024), scale = f64(R * T);
  for (let r = 0; r < R; r++) for (let t = 0; t < T; t++) scale[r * T + t] = 512 / (6.5 * sd[r][t]);
  const trend = f64(K), sc = f64(K), se = f64(K), ra = new Int32Array(ratios.length), rb = new Int32Array(ratios.length);
  w.growth.forEach((g, i) => { trend[i] = g.trend; sc[i] = g.shock * Math.sqrt(w.common); se[i] = g.shock * Math.sqrt(1 - w.common); });
  ratios.forEach(([a, b], i) => { ra[i] = a; rb[i] = b; });
  const nt = targets.length, tRow = Int32Array.from(targets, (t) => t.row), tYear = Int32Array.from(targets, (t) => t.y), thr = Float64Array.from(targets, (t) => t.thr);
  const hits = f64(nt), CH = 4096, countHist = new Int32Array(cnt ? T * CH : 0);
  const size = cnt ? cnt.size : 0, regime = cnt ? cnt.regime : 0;
  const leave = Float64Array.from(cnt ? perYear(cnt.leave, T) : []), fresh = Float64Array.from(cnt ? perYear(cnt.new, T) : []);
  const odds = leave.map((q) => q / (1 - q));
  const ka = fresh.map((m) => (size / m) * Math.exp((regime * regime) / 2));
  const tab = Array.from(leave, (q) => f64(MAXL).map((_, l) => Math.exp(l * Math.log1p(-q))));
  for (let t = 1; t < tab.length; t++) if (leave[t] === leave[t - 1]) tab[t] = tab[t - 1];
  const inv = f64(CH).map((_, i) => 1 / i), step = f64(CH).map((_, d) => (d + size) / (d + 1));
  const whole = Number.isInteger(size) && size <= 4;

  const geometrics = invName === 'ziggurat' && whole, gx = f64(2 * (geometrics ? size : 0) * T);
  return (sd0) => {
    seed(sd0);
    for (let i = 0; i < dirs.length; i++) dirs[i] = next();
    for (let d = 0; d < D; d++) state[d] = next(); // base ^ shift, merged: both only ever meet by XOR
    hist.fill(0); hits.fill(0); countHist.fill(0);
    let all = 0;
    const pairs = (N + 1) >> 1;
    for (let i = 1; i <= pairs; i++) {
      point(state, dirs, (31 - Math.clz32(i & -i)) * D, M, D, z);
      if (geometrics) fillExps(gx, gx.length);
      walk(z, K, T, ra.length, path, trend, sc, se, ra, rb, phi);
      bucket(R * T, path, scale, at);
      tally(R * T, at, hist);
      if (!reflect) { bucket(R * T, minus(R * T, path, back2), scale, at); tally(R * T, at, hist); }
      if (cnt) {
        for (let t = 0; t < T; t++) shock[t] = Math.exp(regime * z[K + t]);
        if (geometrics) countDrawn(T, cnt.start, z, M, shock, tab, odds, inv, gx, size, ka, path, R * T, back);
        else countInverted(T, cnt.start, z, M, shock, tab, odds, inv, step, size, ka, path, R * T, back);
        for (let t = 0; t < T; t++) {
          const l = path[R * T + t], m = back[t];
          countHist[t * CH + (l < CH ? l : CH - 1)]++;
          countHist[t * CH + (m < CH ? m : CH - 1)]++;
        }
      }
      let met = 0, mirror = 0;
      for (let j = 0; j < nt; j++) {
        const at = tRow[j] * T + tYear[j], va = path[at], vb = tRow[j] === R ? back[tYear[j]] : -va, h = thr[j];
        if (va >= h) { hits[j]++; met++; }
        if (vb >= h) { hits[j]++; mirror++; }
      }
      if (met === nt) all++;
      if (mirror === nt) all++;
    }
    const n = 2 * pairs, full = new Float64Array(1024);
    const quantiles = w.watch.map((q) => Array.from({ length: T }, (_, t) => {
      if (q === 'count') return PS.map((p) => { let cum = 0, b = t * CH; while (cum + countHist[b] < p * n) cum += countHist[b++]; return b - t * CH; });
      const row = lay.row(q) * T + t, h = row << 10;
      for (let b = 0; b < 1024; b++) full[b] = reflect ? hist[h + b] + hist[h + 1023 - b] : hist[h + b];
      let cum = 0, b = 0;
      return PS.map((p) => {
        while (cum + full[b] < p * n) cum += full[b++];
        return Math.exp((b + (p * n - cum) / full[b] - 512) / scale[row] + lay.median(q, t));
      });
    }));
    return { quantiles, hit: Array.from(hits, (h) => h / n), all: all / n };
  };
}

// ---------------------------------------------------------------- command line
const arg = (name, dflt) => { const i = process.argv.indexOf('--' + name); return i < 0 ? dflt : process.argv[i + 1]; };
const cases = JSON.parse(readFileSync(new URL('./cases.json', import.meta.url)));
if (process.argv.includes('--check')) {
  const py = process.env.PYTHON || 'python3';
  execFileSync(py, [new URL('./check.py', import.meta.url).pathname, ...process.argv.slice(3)], { stdio: 'inherit' });
} else {
  const w = cases[arg('workload')], N = +arg('paths', 100000), R = +arg('runs', 5), sd0 = +arg('seed', 1);
  for (const v of arg('variant', 'js-tuned,js-same,js-mirror').split(',')) {
    const run = v === 'js-tuned' ? tuned(w, N, +arg('block', 512)) : same(w, N, v === 'js-mirror' ? 'ziggurat' : arg('normals', 'acklam'), !process.argv.includes('--no-reflect'));
    run(sd0);
    const ms = [], cpu = [];
    let results;
    for (let r = 0; r < R; r++) {
      const a = performance.now(), c = process.cpuUsage();
      results = run(sd0 + 1 + r);
      ms.push(performance.now() - a);
      const d = process.cpuUsage(c);
      cpu.push((d.user + d.system) / 1e3);
    }
    ms.sort((a, b) => a - b);
    cpu.sort((a, b) => a - b);
    console.log(JSON.stringify({ program: v, workload: w.name, paths: N, ms: +ms[ms.length >> 1].toFixed(3), cpu_ms: +cpu[cpu.length >> 1].toFixed(3), results }));
  }
}
