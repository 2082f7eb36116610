"use strict";
// The signing page: asks for tokens, signs, hands in. All mathematics is in petition.js.

(() => {
  const at = (id) => document.getElementById(id);
  const root = at("sign");
  const word = (name) => document.querySelector(`#words [data-w="${name}"]`).textContent;
  const state = { seeds: {}, asked: null, answer: null };

  function say(name, bad) {
    at("said").hidden = false;
    at("said").className = bad ? "note bad" : "note";
    at("said").textContent = word(name);
  }

  function reason(error) {
    const text = String(error.message);
    if (document.querySelector(`#words [data-w="${text}"]`)) return text;
    if (/ 409$/.test(text)) return "used";
    if (/ 403$/.test(text)) return "code";
    if (/in the link|version 1|key|issuers are demanded|named twice/.test(text)) return "foreign";
    return "again";
  }

  function on(id, kind, action) {
    at(id).addEventListener(kind, async (event) => {
      event.preventDefault();
      event.target.disabled = true;
      try {
        await action(event);
      } catch (error) {
        say(reason(error), true);
      } finally {
        event.target.disabled = false;
      }
    });
  }

  // Which petition it is says the link alone; the page is not asked.
  function pinned() {
    const found = /[0-9a-f]{64}/.exec(location.hash);
    if (!found) throw new Error("nolink");
    return found[0];
  }

  async function manifests(number) {
    const list = Array.from(document.querySelectorAll("#open li"));
    const own = list.find((one) => one.dataset.number === number);
    if (!own) throw new Error(root.dataset.number === number ? "closed" : "foreign");
    const others = list.filter((one) => one !== own);
    return Promise.all([own, ...others].map((one) => petition.fetchManifest(one.dataset.at, one.dataset.number)));
  }

  // A seed for each open petition, kept for as long as the page is open, so that asking again asks the same.
  function prepared(manifest, group, payload) {
    const id = petition.toHex(manifest.id);
    state.seeds[id] = state.seeds[id] || petition.newSeed();
    return petition.prepare(manifest, group, state.seeds[id], payload);
  }

  // One visit to each issuer, for all petitions of the list that name it: the answers to the first.
  // Any k of them suffice; what is told of fewer is why the first of the others did not answer.
  async function answersTo(list) {
    const answers = {};
    let refused = null;
    for (const { name, at: address } of Array.from(document.querySelectorAll("#issuers li"), (one) => one.dataset)) {
      const naming = list.filter((asked) => asked.steps.some((step) => step.name === name));
      try {
        const told = naming.length ? await petition.collect(address, at("code").value, naming, name) : [];
        if (naming[0] !== list[0]) continue;
        if (told[0].refused) throw new Error(told[0].refused);
        answers[name] = told[0].answer;
      } catch (error) {
        refused = refused || error;
      }
    }
    if (Object.keys(answers).length < list[0].group.k) throw refused || new Error("few");
    return answers;
  }

  async function collect() {
    const all = await manifests(pinned());
    const group = at("group").value;
    const name = at("name").value;
    const fitting = all.filter((one, i) => i === 0 || one.classes.some((found) => found.id === group));
    const list = fitting.map((one, i) => prepared(one, group, i === 0 && name ? { name } : {}));
    state.answer = await answersTo(list);
    state.asked = list[0];
    const papers = list.map((asked) => petition.kept(asked, state.seeds[petition.toHex(asked.manifest.id)]));
    at("keep").href = "data:application/json;base64," + btoa(Array.from(petition.utf8(`[${papers.join(",")}]`), (byte) => String.fromCharCode(byte)).join(""));
    at("keep").download = "seeds.json";
    at("next").hidden = false;
    say("got", false);
  }

  async function signNow() {
    let line;
    try {
      line = petition.finish(state.asked, state.answer);
    } catch (error) {
      throw new Error(/answers of/.test(error.message) ? "few" : "foreign");
    }
    at("entry").value = line;
    at("back").value = petition.withdrawal(state.asked.manifest, state.seeds[petition.toHex(state.asked.manifest.id)]);
    at("signed").hidden = false;
    await petition.handIn(root.dataset.deposit, line);
    say("done", false);
  }

  async function openSeeds(event) {
    const told = JSON.parse(await event.target.files[0].text());
    const papers = Array.isArray(told) ? told : [told];
    const own = papers.find((paper) => petition.toHex(petition.fromText(paper.p)) === pinned());
    if (!own) throw new Error("seed");
    for (const paper of papers) state.seeds[petition.toHex(petition.fromText(paper.p))] = petition.fromText(paper.seed);
    at("group").value = own.c;
    at("name").value = own.pl.name || "";
  }

  on("collect", "submit", collect);
  on("now", "click", signNow);
  on("seeds", "change", openSeeds);
  root.hidden = false;
})();
