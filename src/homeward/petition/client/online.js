// The three requests of a page that is online. No cookie goes with them and no address of a page.

async function sendTo(address, body) {
  const answer = await fetch(address, {
    method: body === null ? "GET" : "POST", credentials: "omit", referrerPolicy: "no-referrer",
    cache: "no-store", headers: body === null ? {} : { "Content-Type": "text/plain" }, // asked at once, also elsewhere
    body: body === null ? undefined : JSON.stringify(body),
  });
  if (!answer.ok) throw new Error("the service answers " + answer.status);
  return answer;
}

async function fetchManifest(address, id) {
  return readManifest(await (await sendTo(address, null)).text(), id);
}

async function collect(address, code, list, issuer) {
  // one visit to one issuer for all petitions in the list (of `prepare`); for each, the blind
  // signature or the reason of a refusal: malformed, unknown, closed, used
  const asks = list.map((one) => {
    const paper = JSON.parse(request(one));
    return { ...paper, asked: paper.asked.filter((step) => step.issuer === issuer) };
  });
  const { answers } = await (await sendTo(address, { code, asks })).json();
  return answers.map((answer, i) => {
    if (answer.refused) return { refused: answer.refused };
    return { answer: readAnswers(canonical(answer), list[i].manifest)[issuer] };
  });
}

async function handIn(address, line) {
  return (await (await sendTo(address, { entry: line })).json()).kept;
}
