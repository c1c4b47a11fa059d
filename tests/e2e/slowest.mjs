// A reporter for `node --test`: the twenty tests that took longest.
export default async function* slowest(events) {
  const tests = [];
  for await (const { type, data } of events) {
    if (/^test:(pass|fail)$/.test(type) && data.details.type !== "suite") tests.push(data);
  }
  tests.sort((a, b) => b.details.duration_ms - a.details.duration_ms);
  yield "\nslowest tests\n";
  for (const { name, file, details } of tests.slice(0, 20)) {
    yield `${(details.duration_ms / 1000).toFixed(1).padStart(6)} s  ${file?.split("/").at(-1) ?? ""}: ${name}\n`;
  }
}
