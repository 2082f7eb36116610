"use strict";
(() => {
  const site = JSON.parse(document.getElementById("site").textContent);
  const find = (id) => document.getElementById(id);
  const typed = (name) => {
    const one = document.querySelector(`[name="${name}"]:checked`) || find(`id_${name}`);
    return one && one.value ? one.value.trim() : "";
  };
  const code = homeward.newCode();
  find("code").textContent = homeward.grouped(code);

  function dateOf(prefix) {
    const [year, month, day] = ["year", "month", "day"].map((part) => typed(`${prefix}_${part}`));
    if (!year) return "";
    return [year, month.padStart(month ? 2 : 0, "0"), day.padStart(day ? 2 : 0, "0")].filter(Boolean).join("-");
  }

  function today() {
    const now = new Date(), two = (number) => String(number).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  }

  // What is wrong with a date: "no_date", "in_the_future" or "".
  function dateProblem(text) {
    const [year, month, day] = text.split("-").map(Number);
    if (!/^\d{4}(-\d{1,2}){0,2}$/.test(text) || year < 1850 || month > 12 || month === 0) return "no_date";
    if (day !== undefined && (day < 1 || day > new Date(year, month, 0).getDate())) return "no_date";
    return text > today() ? "in_the_future" : "";
  }

  function bornProblem(born, age) {
    if (born) return dateProblem(born);
    if (!age) return "missing";
    return /^\d{1,3}(\s*-\s*\d{1,3})?$/.test(age) ? "" : "no_date";
  }

  const latest = (born) => born + "-12-31".slice(born.length === 4 ? 0 : 3, born.length === 4 ? 6 : born.length === 7 ? 6 : 3);

  function mayBeChild(born, age) {
    if (!born) return parseInt(age, 10) < 18;
    const [year, month, day] = latest(born).split("-"), now = today();
    return `${Number(year) + 18}-${month}-${day}` > now;
  }

  const consents = () => site.consents.filter((name) => find(`id_${name}`).checked);

  function problems() {
    const born = dateOf("birth"), lost = dateOf("event"), found = [];
    const add = (field, problem, input) => { if (problem) found.push([`${field} ${problem}`, input]); };
    add("name", !typed("name") ? "missing" : /\p{L}/u.test(typed("name")) ? "" : "no_name", "id_name");
    add("sex", typed("sex") ? "" : "missing", "id_sex_0");
    add("birth_date", bornProblem(born, typed("birth_age")), "id_birth_year");
    add("event_date", lost ? dateProblem(lost) : "missing", "id_event_year");
    add("relationship", typed("relationship") ? "" : "missing", "id_relationship");
    add("consents", consents().length ? "" : "no_consent", `id_${site.consents[0]}`);
    return found;
  }

  function complain(found) {
    const list = find("problems");
    list.replaceChildren(...found.map(([what, input]) => {
      const link = document.createElement("a"), item = document.createElement("li");
      link.textContent = site.sentences[what];
      link.href = `#${input}`;
      item.append(link);
      return item;
    }));
    find("errors").hidden = !found.length;
    if (found.length) find("errors").scrollIntoView();
  }

  function told() {
    const born = dateOf("birth"), age = typed("birth_age").replace(/\s/g, "");
    const values = (names) => Object.fromEntries(names.map((name) => [name, typed(name)]).filter(([, text]) => text));
    return {
      matching: {
        ...values(site.matching),
        birth_date: born || `${age}@${today()}`,
        event_date: dateOf("event"),
      },
      confidence: values(site.confidence),
      category: mayBeChild(born, age) ? "child" : typed("category") || "unknown",
      consents: consents(),
      language: site.language,
      second: typed("second_word"),
    };
  }

  function shown(part, place, all) {
    const figure = document.createElement("figure"), caption = document.createElement("figcaption");
    const picture = codes.picture(part);
    caption.textContent = `${place + 1}/${all.length}`;
    picture.setAttribute("role", "img");
    picture.setAttribute("aria-label", caption.textContent);
    figure.append(caption, picture);
    return figure;
  }

  const pause = (part) => new Promise((done) => {
    find("progress").value = part;
    setTimeout(done, 0);
  });

  find("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const found = problems();
    complain(found);
    if (found.length) return;
    find("lock").disabled = true;
    find("working").hidden = false;
    const text = await homeward.sealRequest(told(), code, site, pause);
    find("working").hidden = true;
    find("lock").disabled = false;
    find("sealed").value = text;
    find("codes").replaceChildren(...codes.parts(text).map(shown));
    find("save").href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
    find("done").hidden = false;
    find("done").scrollIntoView();
  });
})();
