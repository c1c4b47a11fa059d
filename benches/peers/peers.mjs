// The JavaScript peer (Node 20, no packages, one thread): the probability that all targets are met, by Monte Carlo on typed
// arrays.
//
//   node peers.mjs --workload plan|growth5 --paths N --runs R [--mirror]
//
// What was tuned:
//   - xoshiro128++ with its state in locals, inlined into a 256-layer ziggurat that fills blocks of normals;
//   - blocks of 512 paths (all work arrays in L1/L2), one tight loop per series and year, constants hoisted;
//   - logs relative to the median path, so that a year is an addition and no level is exponentiated; trends over all years
//     at once;
//   - negative binomial of whole size k as k geometrics, floor(E / -log(1-p)), E from a ziggurat for the exponential;
//     binomial by inversion from a table of (1-q)^L.
// With --mirror each drawn set of normals and departures serves a path and its mirror image (-z, 1-u); arrivals are drawn.
// Everything is allocated once, outside the timed runs; one warm-up run.
import { readFileSync } from 'node:fs';

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

// ---------------------------------------------------------------- the simulation
function add(n, x, a, p, b, q) {
  for (let i = 0; i < n; i++) x[i] += a * p[i] + b * q[i];
}
// Of the targets each counts, by path, those that are met: by a level or its mirror image, by a ratio, by a number.
function level(n, x, sign, threshold, met) {
  for (let b = 0; b < n; b++) met[b] += sign * x[b] >= threshold ? 1 : 0;
}
function ratio(n, x, y, sign, threshold, met) {
  for (let b = 0; b < n; b++) met[b] += sign * (x[b] - y[b]) >= threshold ? 1 : 0;
}
function counted(n, L, threshold, met) {
  for (let b = 0; b < n; b++) met[b] += L[b] >= threshold ? 1 : 0;
}
const MAXL = 8192; // of the table of (1-q)^L

/** A run: from a seed to the share of N paths that meet all targets. */
function simulation(w, N, mirror, B = 512) {
  const T = w.years, K = w.growth.length, cnt = w.count, f64 = (n) => new Float64Array(n);
  const X = w.growth.map(() => f64(B)), p = f64(B), c = f64(B), e = f64(B), g = f64(B), U = f64(B), wave = f64(B);
  const sc = w.growth.map((s) => s.shock * Math.sqrt(w.common)), se = w.growth.map((s) => s.shock * Math.sqrt(1 - w.common));
  // Over all years at once, with the error of the base in what is a series' own.
  const tc = w.growth.map((s) => T * s.trend * Math.sqrt(w.common_trend));
  const te = w.growth.map((s) => Math.hypot(T * s.trend * Math.sqrt(1 - w.common_trend), s.start_error));
  const median = (i) => Math.log(w.growth[i].start) + T * Math.log1p(w.growth[i].rate);
  const targets = w.targets.map(({ of, threshold }) => {
    if (of === 'count') return { threshold };
    const [a, b] = of.ratio ?? [of.level];
    return { x: X[a], y: X[b], threshold: Math.log(threshold) - median(a) + (b === undefined ? 0 : median(b)) };
  });
  const images = (mirror ? [1, -1] : [1]).map((sign) => ({ sign, L: new Int32Array(B), met: new Uint8Array(B) }));
  const stay = f64(MAXL).map((_, l) => (cnt ? Math.exp(l * Math.log1p(-cnt.leave)) : 0)), inv = f64(4096).map((_, i) => 1 / i);

  function leavers(n, L, sign) {
    const odds = cnt.leave / (1 - cnt.leave);
    for (let b = 0; b < n; b++) {
      const l = L[b];
      let p = stay[l < MAXL ? l : MAXL - 1], u = (sign > 0 ? U[b] : 1 - U[b]) - p, d = 0;
      while (u > 0 && d < l) { p *= odds * (l - d) * inv[d + 1]; d++; u -= p; }
      L[b] = l - d;
    }
  }
  function newcomers(n, L, sign) {
    const k = cnt.size, r = sign * cnt.regime, a = (k / cnt.new) * Math.exp((r * r) / 2);
    for (let b = 0; b < n; b++) e[b] = 1 / Math.log(1 + a * Math.exp(-r * wave[b])); // 1/-log(1-p)
    for (let j = 0; j < k; j++) {
      fillExps(g, n);
      for (let b = 0; b < n; b++) L[b] += (g[b] * e[b]) | 0;
    }
  }
  return (number) => {
    seed(number);
    let all = 0;
    const draws = N / images.length;
    for (let s = 0; s < draws; s += B) {
      const n = Math.min(B, draws - s);
      if (w.common_trend) fillNormals(p, n);
      for (let i = 0; i < K; i++) {
        fillNormals(e, n);
        add(n, X[i].fill(0), tc[i], p, te[i], e);
      }
      for (const { L, met } of images) { met.fill(0); if (cnt) L.fill(cnt.start); }
      for (let t = 0; t < T; t++) {
        fillNormals(c, n);
        for (let i = 0; i < K; i++) {
          if (!w.growth[i].shock) continue;
          fillNormals(e, n);
          add(n, X[i], sc[i], c, se[i], e);
        }
        if (!cnt) continue;
        fillNormals(e, n);
        add(n, wave.fill(0), Math.sqrt(cnt.follow), c, Math.sqrt(1 - cnt.follow), e);
        for (let b = 0; b < n; b++) U[b] = unit();
        for (const { sign, L } of images) { leavers(n, L, sign); newcomers(n, L, sign); }
      }
      for (const { sign, L, met } of images) {
        for (const { x, y, threshold } of targets) {
          if (!x) counted(n, L, threshold, met);
          else if (y) ratio(n, x, y, sign, threshold, met);
          else level(n, x, sign, threshold, met);
        }
        for (let b = 0; b < n; b++) if (met[b] === targets.length) all++;
      }
    }
    return all / N;
  };
}

// ---------------------------------------------------------------- command line
const arg = (name, dflt) => { const i = process.argv.indexOf('--' + name); return i < 0 ? dflt : process.argv[i + 1]; };
const cases = JSON.parse(readFileSync(new URL('./cases.json', import.meta.url)));
const run = simulation(cases[arg('workload')], Number(arg('paths')), process.argv.includes('--mirror'));
run(0);
const ms = [], results = [];
for (let r = 1; r <= Number(arg('runs')); r++) {
  const began = performance.now();
  results.push(run(r));
  ms.push(performance.now() - began);
}
ms.sort((a, b) => a - b);
console.log(JSON.stringify({ ms: ms[ms.length >> 1], results }));
