// The engine in wasm, one thread: node wasm.mjs --module FILE --program NAME --workload W --paths N --runs R
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';

const arg = (name, otherwise) => {
  const i = process.argv.indexOf(`--${name}`);
  return i < 0 ? otherwise : process.argv[i + 1];
};
const { Bench } = createRequire(import.meta.url)(resolve(arg('module')));
const [workload, paths, runs] = [arg('workload'), Number(arg('paths', 100_000)), Number(arg('runs', 5))];
const bench = Bench.named(workload, paths);
const checksum = bench.check();
bench.run(1);
const ms = [];
for (let run = 1; run <= runs; run++) {
  const began = performance.now();
  bench.run(run + 1);
  ms.push(performance.now() - began);
}
ms.sort((a, b) => a - b);
console.log(JSON.stringify({ program: arg('program', 'wasm'), workload, paths, ms: ms[ms.length >> 1], least: ms[0], checksum }));
