// All programs on all workloads, in turns, and what to keep in mind when reading the ratios: node run.mjs [--quick]
// With --bits only whether all builds of the engine give the same bits, for `./dev test`.
// `./dev bench` prepares what this needs. PYTHON names a Python with numpy.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { serve } from '../tests/e2e/server.mjs';
import { launch } from '../tests/e2e/browser.mjs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const quick = process.argv.includes('--quick');
const call = (program, args, env = {}) =>
  execFileSync(program, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', ...env },
  });

// ---------------------------------------------------------------- building
const TARGET = 'wasm32-unknown-unknown';

/** Builds the benchmark and gives the file it became. */
function cargo(target, rustflags, profile = 'release') {
  const args = ['build', '--quiet', '--profile', profile, '-p', 'two-rivers-bench', '--bin', 'two-rivers-bench', '--message-format=json-render-diagnostics'];
  const env = rustflags === undefined ? {} : { RUSTFLAGS: rustflags };
  const lines = call('cargo', target ? [...args, '--target', target] : args, env).split('\n').filter(Boolean);
  const built = lines.map((line) => JSON.parse(line)).find((m) => m.target?.name === 'two-rivers-bench' && m.executable);
  return built.executable;
}

/** The module for Node or the browser, through the same wasm-opt as the page. */
function wasm(name, rustflags, kind = 'nodejs') {
  const page = readFileSync(join(root, 'index.html'), 'utf8');
  const attribute = (key) => new RegExp(`${key}="([^"]*)"`).exec(page)?.[1] ?? '';
  const built = cargo(TARGET, rustflags);
  const out = join(dirname(built), `bench-${name}`);
  mkdirSync(out, { recursive: true });
  call('wasm-bindgen', ['--target', kind, '--out-dir', out, '--out-name', 'bench', built]);
  const file = join(out, 'bench_bg.wasm');
  const level = `-O${attribute('data-wasm-opt') || 'z'}`;
  call('wasm-opt', [level, ...attribute('data-wasm-opt-params').split(/\s+/).filter(Boolean), file, '-o', file]);
  return join(out, 'bench.js');
}

function numpy() {
  const python = process.env.PYTHON;
  try {
    return python && call(python, ['-c', 'import numpy, sys; print(f"numpy {numpy.__version__}, Python {sys.version.split()[0]}")']).trim();
  } catch {
    return undefined;
  }
}

console.log('building …');
// The profile of the native tests, whose build is there: they hold the page's numbers to those of other programs.
const native = cargo(undefined, undefined, process.argv.includes('--bits') ? 'test' : 'release');
const simd = wasm('simd');
// Flags from the environment replace those of .cargo/config.toml.
const scalar = wasm('scalar', '-C target-feature=-simd128');

if (process.argv.includes('--bits')) {
  for (const workload of ['growth5', 'plan', 'page']) {
    const args = ['--workload', workload, '--paths', '10000', '--runs', '1'];
    const modules = [simd, scalar].map((module) => call('node', [join(here, 'wasm.mjs'), '--module', module, ...args]));
    const sums = [call(native, args), ...modules].map((text) => JSON.parse(text).checksum);
    if (new Set(sums).size !== 1) throw new Error(`${workload}: native, wasm and wasm without SIMD differ: ${sums.join(' ')}`);
    console.log(`${workload}: ${sums[0].toString(16)} natively, in wasm and in wasm without SIMD`);
  }
  process.exit(0);
}
const python = numpy();

// ---------------------------------------------------------------- programs
const ours = (module, program) => (w, n, r) => call('node', [join(here, 'wasm.mjs'), '--module', module, '--program', program, ...tail(w, n, r)]);
const tail = (w, n, r) => ['--workload', w, '--paths', String(n), '--runs', String(r)];
const js = (variant) => (w, n, r) => call('node', [join(here, 'peers', 'peers.mjs'), ...tail(w, n, r), '--variant', variant]);
const py = (variant) => (w, n, r) => call(process.env.PYTHON, [join(here, 'peers', 'peers.py'), ...tail(w, n, r), '--variant', variant]);
const programs = {
  wasm: ours(simd, 'wasm'),
  native: (w, n, r) => call(native, tail(w, n, r)),
  'wasm, no SIMD': ours(scalar, 'wasm, no SIMD'),
  'JS, our algorithm': js('js-same'),
  'JS, mirror pairs': js('js-mirror'),
  'JS, tuned': js('js-tuned'),
  ...(python && { 'numpy, tuned + mirror': py('tuned-mirror'), 'numpy, tuned': py('tuned'), 'numpy, plain': py('plain') }),
};
const isOurs = (program) => ['wasm', 'native', 'wasm, no SIMD'].includes(program);

// ---------------------------------------------------------------- measuring
const model = cpus()[0].model;
console.log(`Node ${process.versions.node}, ${python ?? 'no numpy'}, ${model}, ${cpus().length} cores; every program on one thread.`);
console.log('Medians of several runs, the faster of two passes; the programs take turns. Only ratios mean anything.');
if (!python) console.log('Without numpy its rows are missing: python3 -m venv target/bench-venv && target/bench-venv/bin/pip install numpy');

let differ = false;
for (const workload of ['growth5', 'plan', 'page']) {
  for (const paths of quick ? [10_000, 100_000] : [10_000, 100_000, 1_000_000]) {
    const best = {}, digests = {};
    const runs = paths <= 10_000 ? 25 : paths <= 100_000 ? 7 : 1;
    for (let pass = 0; pass < 2; pass++) {
      for (const [program, run] of Object.entries(programs)) {
        // What the page runs is no workload of the peers.
        if (workload === 'page' && !isOurs(program)) continue;
        const found = JSON.parse(run(workload, paths, runs));
        best[program] = Math.min(best[program] ?? Infinity, found.ms);
        if (isOurs(program)) digests[program] = found.checksum;
      }
    }
    console.log(`\n${workload}, ${paths.toLocaleString('en')} paths`);
    for (const [program, ms] of Object.entries(best)) {
      console.log(`  ${program.padEnd(24)}${ms.toFixed(ms < 100 ? 2 : 0).padStart(9)} ms${(ms / best.wasm).toFixed(2).padStart(9)} ×`);
    }
    const sums = Object.values(digests).map((sum) => sum.toString(16).padStart(8, '0'));
    const equal = new Set(sums).size === 1;
    differ ||= !equal;
    console.log(`  wasm / native ${(best.wasm / best.native).toFixed(2)}; checksum of results and single paths ${equal ? `${sums[0]}, the same in all three builds` : `DIFFERS: ${sums.join(' ')}`}`);
  }
}

// ---------------------------------------------------------------- in the browser
{
  const web = wasm('web', undefined, 'web');
  const server = await serve({ dir: dirname(web) });
  const browser = await launch();
  const page = await browser.newPage();
  await page.goto(`${server.url}bench.js`);
  console.log('\nIn Chromium, page: five years as the page runs them, once the browser has compiled the module to the end');
  for (const [paths, goal] of [[10_000, 4], [100_000, 30], [1_000_000, Infinity]]) {
    const ms = await page.evaluate(async ({ paths, runs }) => {
      const bench = await import('/bench.js');
      await bench.default();
      const run = bench.Bench.named('page', paths);
      // The browser compiles the module twice, the second time in the background: the first runs are not measured.
      for (let i = 0; i < Math.ceil(400_000 / paths); i++) run.run(1);
      const all = Array.from({ length: runs }, (_, i) => {
        const began = performance.now();
        run.run(i + 2);
        return performance.now() - began;
      });
      return all.sort((a, b) => a - b)[runs >> 1];
    }, { paths, runs: paths > 100_000 ? 3 : 15 });
    const verdict = goal === Infinity ? '' : `   goal ${goal}: ${ms <= goal ? 'met' : 'MISSED'}`;
    console.log(`  ${paths.toLocaleString('en').padStart(9)} paths${ms.toFixed(2).padStart(9)} ms${verdict}`);
  }
  await browser.close();
  await server.close();
}

// ---------------------------------------------------------------- samplers
const studies = ['page', 'growth5'];
for (const name of studies) {
  const rows = call(native, ['--study', '--workload', name]).split('\n').filter(Boolean).map((line) => JSON.parse(line));
  console.log(`\nErrors by sampler, ${name}: root mean square over 64 randomisations; then at the time ${rows[1].paths.toLocaleString('en')} independent paths take, relative to them`);
  const last = rows[0].rms.length - 2;
  const time = (row) => row.paths * row.ns_a_path;
  // The power law through neighbouring sizes gives the error at a time in between.
  const at = (sampler, when, k) => {
    const own = rows.filter((row) => row.sampler === sampler);
    const i = Math.max(1, own.findIndex((row) => time(row) >= when));
    const [a, b] = [own[i - 1], own[i]];
    const part = Math.log(when / time(a)) / Math.log(time(b) / time(a));
    return Math.exp(Math.log(a.rms[k]) * (1 - part) + Math.log(b.rms[k]) * part);
  };
  console.log(`  ${'sampler'.padEnd(14)}${'paths'.padStart(8)}${'ns/path'.padStart(9)}${'P(first)'.padStart(10)}${'P(all)'.padStart(10)}${'median'.padStart(10)}`);
  for (const row of rows) {
    const figures = [row.rms[0], row.rms[last], row.rms[last + 1]].map((x) => x.toPrecision(2).padStart(10)).join('');
    console.log(`  ${row.sampler.padEnd(14)}${String(row.paths).padStart(8)}${row.ns_a_path.toFixed(0).padStart(9)}${figures}`);
  }
  const when = time(rows[1]);
  for (const sampler of new Set(rows.map((row) => row.sampler))) {
    const ratios = [0, last, last + 1].map((k) => `${(at(sampler, when, k) / rows[1].rms[k]).toFixed(2)}`.padStart(10)).join('');
    console.log(`  ${sampler.padEnd(14)}${'at equal time'.padStart(17)}${ratios}`);
  }
}

// ---------------------------------------------------------------- fairness
console.log(`
What to keep in mind
  - All programs simulate the same model with the same five quantiles a quantity and year and the same targets, and agree
    with closed forms within sampling noise (node benches/peers/peers.mjs --check). Setting up is part of our time only:
    the peers allocate and tabulate before the clock starts.
  - Ours computes in f32 lanes with 1,024 bins a distribution (error below the noise of the sample); numpy and "JS, tuned"
    give exact quantiles of their sample. "JS, our algorithm" also fills bins.
  - Ours draws scrambled Sobol points in mirror pairs; numpy plain and tuned, and "JS, tuned", draw independent paths, each
    of which costs them its own normals. "numpy, tuned + mirror" and "JS, mirror pairs" share draws as ours does.
  - "JS, our algorithm" takes the same steps in f64, one path at a time, and comes nearest to the factor of Rust with SIMD.
    It is not the same to the letter: ours has normal numbers from a table of straight pieces (it: a rational function) and
    searches counts by blocks (it: term by term).
  - Counts: ours inverts the negative binomial from one uniform draw, so that a count rises with its mean on every path, and
    for sizes of 1, 2 and 3 leaps by a closed form. The tuned peers sum geometric numbers, for whole sizes only.
  - The table of normal numbers is made once in a program, in the first run, which is not timed.
  - These are hand-written programs for this one model. General simulators are far slower, and not a fair measure.
  - Natively the engine is built for the same width as in wasm (128 bits).`);
if (differ) {
  console.error('The builds do not give the same bits.');
  process.exit(1);
}
