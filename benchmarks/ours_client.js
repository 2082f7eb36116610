// Our client for browsers in node: issuances (prepare and finish, one issuer) a second.
const fs = require("fs");
const vm = require("vm");

const given = JSON.parse(fs.readFileSync(0, "utf8"));
globalThis.given = given;
const measure = `
(() => {
  const { readManifest, prepare, finish, fromHex } = petition;
  const manifest = readManifest(given.manifest, given.id);
  const group = manifest.classes[0];
  group.issuers.length = 1;
  group.k = 1;
  const name = group.issuers[0].name;
  const once = (n) => {
    const seed = new Uint8Array(32).fill(7);
    const asked = prepare(manifest, group.id, seed, {});
    return finish(asked, { [name]: fromHex(given.answer) });
  };
  once(0);
  const begun = process.cpuUsage();
  for (let n = 0; n < given.turns; n += 1) once(n);
  const { user, system } = process.cpuUsage(begun);
  return given.turns * 1e6 / (user + system);
})()`;
process.stdout.write(JSON.stringify({ client: vm.runInThisContext(given.script + measure) }));
