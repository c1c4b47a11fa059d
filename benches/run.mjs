// Integrated odds against simulations, times of what the page asks for, and what to keep in mind: node run.mjs [--quick]
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

const module = (file, args) => call('node', [join(here, 'wasm.mjs'), '--module', file, ...args]);
const lines = (text) => text.split('\n').filter(Boolean).map((line) => JSON.parse(line));

if (process.argv.includes('--bits')) {
  const builds = [call(native, ['--bits']), module(simd, ['--bits']), module(scalar, ['--bits'])].map(lines);
  for (const [i, { workload, bits }] of builds[0].entries()) {
    const all = builds.map((build) => String(build[i].bits));
    if (new Set(all).size !== 1) throw new Error(`${workload}: native, wasm and wasm without SIMD differ: ${all.join(' ')}`);
    const [odds, futures] = bits.map((sum) => sum.toString(16).padStart(8, '0'));
    console.log(`${workload.padEnd(16)} odds and bands ${odds}, 512 futures ${futures}: natively, in wasm and in wasm without SIMD`);
  }
  process.exit(0);
}
const python = numpy();

// ---------------------------------------------------------------- programs
const engines = { wasm: (args) => module(simd, args), native: (args) => call(native, args), 'wasm, no SIMD': (args) => module(scalar, args) };
const task = (name, workload, runs, number = 1) => ['--task', name, '--workload', workload, '--runs', String(runs), '--number', String(number)];
const js = (args) => call('node', [join(here, 'peers', 'peers.mjs'), ...args]);
const py = (args) => call(process.env.PYTHON, [join(here, 'peers', 'peers.py'), ...args]);
const peers = {
  ...(python && { 'numpy, mirror pairs': (args) => py([...args, '--mirror']), numpy: py }),
  'JS, mirror pairs': (args) => js([...args, '--mirror']),
  JS: js,
};

/** The fastest of two passes in which programs take turns: what each printed, by its name. */
function inTurns(programs, args) {
  const best = {};
  for (let pass = 0; pass < 2; pass++) {
    for (const [name, run] of Object.entries(programs)) {
      const found = JSON.parse(run(args));
      if (!(best[name]?.ms <= found.ms)) best[name] = found;
    }
  }
  return best;
}
const time = (ms) => (ms < 1 ? `${(1000 * ms).toFixed(0)} µs` : ms < 1000 ? `${ms.toFixed(ms < 10 ? 2 : 0)} ms` : `${(ms / 1000).toFixed(1)} s`).padStart(9);
const times = (found) => Object.values(found).map(({ ms }) => time(ms).padStart(15)).join('');
const percent = (p, digits) => `${(100 * p).toFixed(digits)}%`;

console.log(`Node ${process.versions.node}, ${python ?? 'no numpy'}, ${cpus()[0].model}, ${cpus().length} cores; every program on one thread.`);
console.log('Medians of several runs, the faster of two passes; the programs take turns. Only ratios mean anything.');
if (!python) console.log('Without numpy its rows are missing: python3 -m venv target/bench-venv && target/bench-venv/bin/pip install numpy');

// ---------------------------------------------------------------- to a true digit
const WANTED = 1e-4 / 2; // two standard errors are 0.01 percentage points
const PATHS = 100_000;
let failed = false;
for (const [workload, what] of [['plan', 'four targets of one year, two years ahead'], ['growth5', 'five targets, twelve years ahead']]) {
  const exact = inTurns(engines, task('all', workload, quick ? 20 : 200));
  const [value, bound] = exact.wasm.results;
  console.log(`\nP(all) within 0.01 percentage points: ${workload}, ${what}`);
  console.log(`  ${'program'.padEnd(28)}${'a path'.padStart(9)}${'paths'.padStart(14)}${'time'.padStart(9)}${'× wasm'.padStart(12)}`);
  for (const [name, { ms }] of Object.entries(exact)) {
    console.log(`  ${`integrated, ${name}`.padEnd(28)}${''.padStart(23)}${time(ms)}${(ms / exact.wasm.ms).toFixed(2).padStart(12)}`);
  }
  const futures = inTurns({ native: engines.native, wasm: engines.wasm }, task('futures', workload, quick ? 1 : 5, PATHS));
  const simulated = Object.fromEntries(Object.entries(futures).map(([name, found]) => [`own futures, ${name}`, found]));
  Object.assign(simulated, inTurns(peers, ['--workload', workload, '--paths', String(PATHS), '--runs', String(quick ? 10 : 40)]));
  for (const [name, { ms, results }] of Object.entries(simulated)) {
    const mean = results.reduce((sum, p) => sum + p, 0) / results.length;
    // Of independent paths the error is known. That of mirror pairs is measured: with 40 runs to 11%, and the paths to 23%.
    const scatter = Math.sqrt(results.reduce((sum, p) => sum + (p - mean) ** 2, 0) / (results.length - 1));
    const deviation = name.includes('mirror') ? scatter * Math.sqrt(PATHS) : Math.sqrt(value * (1 - value));
    const paths = (deviation / WANTED) ** 2;
    const needed = (ms * paths) / PATHS;
    const off = (mean - value) / (deviation / Math.sqrt(PATHS * results.length));
    failed ||= Math.abs(off) > 4.5;
    console.log(`  ${name.padEnd(28)}${`${((1e6 * ms) / PATHS).toFixed(0)} ns`.padStart(9)}${Math.round(paths).toLocaleString('en').padStart(14)}${time(needed)}`
      + `${Math.round(needed / exact.wasm.ms).toLocaleString('en').padStart(12)}   P(all) ${percent(mean, 3)}, ${Math.abs(off).toFixed(1)} standard errors off`);
  }
  console.log(`  integrated: P(all) ${percent(value, 6)}, stated bound of the error ${percent(bound, 6)}`);
}

// ---------------------------------------------------------------- what the page asks for
console.log(`\n${'What the page asks for'.padEnd(66)}${Object.keys(engines).map((name) => name.padStart(15)).join('')}`);
for (const [workload, what] of [
  ['five', 'five years'], ['ten', 'ten years'], ['five-measures', 'five years, four measures'], ['ten-measures', 'ten years, four measures'],
  ['persistent', 'five years, shocks persist'], ['tied', 'five years, listings follow the common shock'],
]) {
  const found = inTurns(engines, task('everything', workload, quick ? 3 : 15));
  console.log(`${`  all odds and bands, ${what}`.padEnd(66)}${times(found)}   largest bound of a probability ${found.wasm.results[0].toExponential(0)}`);
}
for (const [workload, what] of [['five', ''], ['five-measures', ', four measures']]) {
  console.log(`${`  P(all) on a map of 256 cells${what}`.padEnd(66)}${times(inTurns(engines, task('map', workload, quick ? 1 : 2)))}`);
}
console.log('\nThe same asked of the core, natively: two years to the targets, eight changes, one of them a measure');
for (const { task: what, ms, found } of lines(call(native, ['--project', '--runs', quick ? '1' : '5']))) {
  failed ||= found === null;
  console.log(`  ${what.padEnd(44)}${time(ms)}`);
}

// ---------------------------------------------------------------- in the browser
{
  const web = wasm('web', undefined, 'web');
  const server = await serve({ dir: dirname(web) });
  const browser = await launch();
  const page = await browser.newPage();
  await page.goto(`${server.url}bench.js`);
  console.log('\nIn Chromium: all odds and bands, once the browser has compiled the module to the end');
  for (const [workload, goal] of [['five', 8], ['ten', 16]]) {
    const ms = await page.evaluate(async (workload) => {
      const bench = await import('/bench.js');
      await bench.default();
      const run = bench.Bench.named(workload);
      const one = () => {
        const began = performance.now();
        run.run('everything', 0);
        return performance.now() - began;
      };
      // The browser compiles the module twice, the second time in the background: the first runs are not measured.
      for (let i = 0; i < 30; i++) one();
      return Array.from({ length: 15 }, one).sort((a, b) => a - b)[7];
    }, workload);
    console.log(`  ${workload.padEnd(6)} years${time(ms)}   goal ${goal} ms: ${ms <= goal ? 'met' : 'MISSED'}`);
  }
  await browser.close();
  await server.close();
}

// ---------------------------------------------------------------- fairness
console.log(`
What to keep in mind
  - All programs compute the same law. Those that simulate compute nothing but P(all), in the years up to the targets: no
    quantiles, no levels. They agree with the integral within sampling error, or the bench fails.
  - Their paths and time to 0.01 points (two standard errors) are extrapolated from runs of ${PATHS.toLocaleString('en')} paths.
  - Simulation knows its error from its own scatter. Integration states a bound from two rules of different order.
  - The integral sets up everything in each run. The peers allocate and tabulate before the clock starts.
  - The peers walk from year to year, as a simulation does. For growing series alone a sum could be drawn at once.
  - Mirror pairs share draws. Finer ways to draw (quasi-random points, conditioning) would narrow the gap, and lead in the
    end to the integral.
  - "own futures" is plain on purpose: f64, keyed draws, counts by inversion. It draws for the page's charts and the tests.
  - Natively the engine is built for the same width as in wasm (128 bits).`);
if (failed) {
  console.error('A simulation does not agree with the integral, or the core gave no answer.');
  process.exit(1);
}
