// @cloudflare/blindrsa-ts: signatures a second of the processor, for the key and number given.
import { RSABSSA } from "@cloudflare/blindrsa-ts";
import { readFileSync } from "node:fs";

const { pkcs8, spki, turns } = JSON.parse(readFileSync(0, "utf8"));
const suite = RSABSSA.SHA384.PSS.Deterministic();
const kind = { name: "RSA-PSS", hash: "SHA-384" };
const privateKey = await crypto.subtle.importKey("pkcs8", Buffer.from(pkcs8, "base64"), kind, true, ["sign"]);
const publicKey = await crypto.subtle.importKey("spki", Buffer.from(spki, "base64"), kind, true, ["verify"]);

async function rate(action) {
  await action(0);
  const begun = process.cpuUsage();
  for (let n = 1; n <= turns; n += 1) await action(n);
  const { user, system } = process.cpuUsage(begun);
  return (turns * 1e6) / (user + system);
}

const message = (n) => suite.prepare(new Uint8Array(98).fill(n % 256));
const { blindedMsg, inv } = await suite.blind(publicKey, message(0));
const blindSignature = await suite.blindSign(privateKey, blindedMsg);
const signature = await suite.finalize(publicKey, message(0), blindSignature, inv);
const told = {
  issue: await rate(() => suite.blindSign(privateKey, blindedMsg)),
  client: await rate(async (n) => {
    await suite.blind(publicKey, message(n));
    await suite.finalize(publicKey, message(0), blindSignature, inv);
  }),
  verify: await rate(() => suite.verify(publicKey, signature, message(0))),
};
process.stdout.write(JSON.stringify(told));
