// The engine in wasm, one thread: node wasm.mjs --module FILE --bits | --task T --workload W --runs R --number N
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';

const arg = (name, otherwise) => {
  const i = process.argv.indexOf(`--${name}`);
  return i < 0 ? otherwise : process.argv[i + 1];
};
const { Bench } = createRequire(import.meta.url)(resolve(arg('module')));
if (process.argv.includes('--bits')) {
  for (const workload of Bench.names()) console.log(JSON.stringify({ workload, bits: [...Bench.named(workload).run('bits', 0)] }));
} else {
  const bench = Bench.named(arg('workload')), task = arg('task'), number = Number(arg('number', 1));
  const results = [...bench.run(task, number)];
  // The module is compiled twice, the second time in the background: the first runs are not measured.
  for (const began = performance.now(); performance.now() - began < 500; ) bench.run(task, number);
  const ms = Array.from({ length: Number(arg('runs', 1)) }, () => {
    const began = performance.now();
    bench.run(task, number);
    return performance.now() - began;
  }).sort((a, b) => a - b);
  console.log(JSON.stringify({ ms: ms[ms.length >> 1], results }));
}
