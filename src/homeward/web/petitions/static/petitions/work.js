"use strict";
// The work for a supporter's code: a text of this day whose digest begins with enough zero bits.

(() => {
  const form = document.getElementById("supporter");
  const state = document.getElementById("working");
  const LABEL = petition.utf8("homeward supporter's work v1\n");
  const AT_ONCE = 500; // digests between two looks at the page

  function isDone(text) {
    const digest = petition.sha256(petition.joined(LABEL, petition.utf8(text)));
    return digest[0] === 0 && digest[1] === 0 && digest[2] < 128;
  }

  function begin() {
    const random = petition.toHex(crypto.getRandomValues(new Uint8Array(16)));
    return `${form.dataset.day} ${random}`;
  }

  async function work() {
    const start = begin();
    for (let n = 0; ; n += 1) {
      if (isDone(`${start} ${n}`)) return `${start} ${n}`;
      if (n % AT_ONCE === 0) await new Promise((next) => { setTimeout(next, 0); });
    }
  }

  window.addEventListener("pageshow", () => {
    // whoever comes back to the page works anew
    form.elements.work.value = "";
    form.querySelector("button").disabled = false;
    state.hidden = true;
  });
  form.addEventListener("submit", async (event) => {
    if (form.elements.work.value) return;
    event.preventDefault();
    form.querySelector("button").disabled = true;
    state.hidden = false;
    form.elements.work.value = await work();
    form.submit();
  });
})();
