// The offline page: files in, files out, in three languages. It sends nothing anywhere.

const TEXTS = {
  uk: {
    language: "Мова",
    heading: "Підписати петицію без імені",
    offline: "Ця сторінка працює без мережі й нічого не надсилає: вона читає файли та пише файли. Жетони беріть в один день, підпис подавайте в інший, через Tor або через іншу людину.",
    step1: "1. Петиція",
    link: "Посилання на петицію або її номер (64 знаки)",
    manifest: "Файл петиції (petition.json)",
    step2: "2. Попросити жетони",
    class: "Хто підписує",
    name: "Ім’я, якщо ви хочете підписати відкрито (інакше залиште порожнім)",
    oldseed: "Збережене зерно, якщо ви вже починали",
    ask: "Скласти запит",
    request: "Запит до видавців жетонів: у ньому не видно, що ви підписуєте",
    seed: "Зерно. Воно потрібне до кінця підписання. Хто має його потім, може довести й відкликати ваш підпис. Якщо цього не треба, знищте його",
    step3: "3. Підписати",
    answers: "Відповідь видавців",
    sign: "Скласти підпис",
    withdraw: "Відкликати підпис",
    entry: "Це подається на сторінці петиції. Подати може будь-хто замість вас",
    save: "Зберегти файл",
    problem: "Не вдалося",
    first: "спершу відкрийте файл петиції",
    noseed: "спершу складіть запит або відкрийте збережене зерно",
    foreign: "це не та петиція, що в посиланні, або файл змінено",
    badkey: "ключ видавця непридатний; не підписуйте, повідомте авторів петиції",
    badanswer: "відповідь видавця не є підписом того, про що просили; попросіть ще раз",
    fewanswers: "потрібні відповіді більшої кількості видавців",
    badname: "ім’я — один рядок, не довший за 100 знаків",
    badfile: "цей файл іншого виду або від іншої петиції",
  },
  ru: {
    language: "Язык",
    heading: "Подписать петицию без имени",
    offline: "Эта страница работает без сети и ничего не отправляет: она читает файлы и пишет файлы. Жетоны берите в один день, подпись подавайте в другой, через Tor или через другого человека.",
    step1: "1. Петиция",
    link: "Ссылка на петицию или её номер (64 знака)",
    manifest: "Файл петиции (petition.json)",
    step2: "2. Попросить жетоны",
    class: "Кто подписывает",
    name: "Имя, если вы хотите подписать открыто (иначе оставьте пустым)",
    oldseed: "Сохранённое зерно, если вы уже начинали",
    ask: "Составить запрос",
    request: "Запрос к издателям жетонов: в нём не видно, что вы подписываете",
    seed: "Зерно. Оно нужно до конца подписания. Кто имеет его потом, может доказать и отозвать вашу подпись. Если это не нужно, уничтожьте его",
    step3: "3. Подписать",
    answers: "Ответ издателей",
    sign: "Составить подпись",
    withdraw: "Отозвать подпись",
    entry: "Это подаётся на странице петиции. Подать может кто угодно вместо вас",
    save: "Сохранить файл",
    problem: "Не получилось",
    first: "сначала откройте файл петиции",
    noseed: "сначала составьте запрос или откройте сохранённое зерно",
    foreign: "это не та петиция, что в ссылке, или файл изменён",
    badkey: "ключ издателя непригоден; не подписывайте, сообщите авторам петиции",
    badanswer: "ответ издателя не является подписью того, о чём просили; попросите ещё раз",
    fewanswers: "нужны ответы большего числа издателей",
    badname: "имя — одна строка, не длиннее 100 знаков",
    badfile: "этот файл другого вида или от другой петиции",
  },
  en: {
    language: "Language",
    heading: "Sign a petition without a name",
    offline: "This page works without a network and sends nothing: it reads files and writes files. Take tokens on one day, hand your signature in on another, over Tor or through another person.",
    step1: "1. The petition",
    link: "The petition's link, or its number (64 characters)",
    manifest: "The petition's file (petition.json)",
    step2: "2. Ask for tokens",
    class: "Who signs",
    name: "A name, if you want to sign openly (else leave it empty)",
    oldseed: "The seed you kept, if you have begun before",
    ask: "Make the request",
    request: "The request to the issuers: it does not show what you sign",
    seed: "The seed. It is needed until you have signed. Whoever has it afterwards can prove and withdraw your signature. If you do not want that, destroy it",
    step3: "3. Sign",
    answers: "The issuers' answer",
    sign: "Make the signature",
    withdraw: "Withdraw the signature",
    entry: "This is handed in on the petition's page. Anybody may hand it in for you",
    save: "Save as a file",
    problem: "It did not work",
    first: "open the petition's file first",
    noseed: "make the request first, or open the seed that you kept",
    foreign: "this is not the petition of the link, or the file was changed",
    badkey: "an issuer's key is unfit; do not sign, tell the petition's authors",
    badanswer: "an issuer's answer is not a signature of what was asked; ask again",
    fewanswers: "answers of more issuers are needed",
    badname: "a name is one line of at most 100 characters",
    badfile: "this file is of another kind, or of another petition",
  },
};
const REASONS = [
  // what petition.js says → what the page says
  [/in the link|version 1|JSON/, "foreign"],
  [/key|issuers are demanded|named twice/, "badkey"],
  [/not a signature/, "badanswer"],
  [/answers of/, "fewanswers"],
  [/one line with a name/, "badname"],
];

function startPage() {
  const at = (id) => document.getElementById(id);
  const state = { manifest: null, seed: null, asked: null, answers: {} };
  const say = (key) => TEXTS[at("language").value][key];

  function translate() {
    document.documentElement.lang = at("language").value;
    document.querySelectorAll("[data-t]").forEach((node) => { node.textContent = say(node.dataset.t); });
    if (state.manifest) showPetition();
  }

  function showPetition() {
    const { told, classes } = state.manifest;
    at("title").textContent = `${told.title[at("language").value] || Object.values(told.title)[0]} (${told.opens} – ${told.closes})`;
    const chosen = at("class").value;
    at("class").replaceChildren(...classes.map((group) => new Option(group.id, group.id, false, group.id === chosen)));
  }

  function show(id, text, name) {
    at(id).value = text;
    const link = at("save" + id);
    link.href = "data:application/json;base64," + btoa(Array.from(utf8(text), (byte) => String.fromCharCode(byte)).join(""));
    link.download = name;
  }

  function need(value, key) {
    if (!value) throw new Error(key);
    return value;
  }

  function told(error) {
    if (TEXTS.en[error.message]) return say(error.message);
    const reason = REASONS.find(([pattern]) => pattern.test(error.message));
    return say(reason ? reason[1] : "badfile");
  }

  function on(id, kind, action) {
    at(id).addEventListener(kind, async (event) => {
      at("problem").textContent = "";
      try {
        await action(event);
      } catch (error) {
        at("problem").textContent = `${say("problem")}: ${told(error)}`;
      }
    });
  }

  const file = async (event) => need(event.target.files[0], "badfile").text();

  on("language", "change", translate);
  on("manifest", "change", async (event) => {
    const id = (/[0-9a-f]{64}/.exec(at("link").value) || [""])[0];
    Object.assign(state, { manifest: null, seed: null, asked: null, answers: {} });
    state.manifest = readManifest(await file(event), id);
    showPetition();
  });
  on("oldseed", "change", async (event) => {
    const paper = readPaper(await file(event), "seed", need(state.manifest, "first"));
    Object.assign(state, { seed: fromText(paper.seed), asked: null });
    at("class").value = paper.c;
    at("name").value = paper.pl.name || "";
  });
  function ask() {
    const manifest = need(state.manifest, "first");
    const name = at("name").value;
    const seed = state.seed || newSeed();
    state.asked = prepare(manifest, at("class").value, seed, name ? { name } : {});
    state.seed = seed;
    show("request", request(state.asked), "request.json");
    show("seed", kept(state.asked, seed), "seed.json");
  }

  on("ask", "click", ask);
  on("answers", "change", async (event) => {
    // one file of each issuer, one after the other or together
    const files = await Promise.all(Array.from(event.target.files, (one) => one.text()));
    files.forEach((text) => Object.assign(state.answers, readAnswers(text, need(state.manifest, "first"))));
    at("answered").textContent = Object.keys(state.answers).join(", ");
  });
  on("sign", "click", () => {
    need(state.seed, "noseed");
    if (!state.asked) ask();
    show("entry", finish(state.asked, state.answers), "entry.json");
  });
  on("withdraw", "click", () => {
    const manifest = need(state.manifest, "first");
    show("entry", withdrawal(manifest, need(state.seed, "noseed")), "entry.json");
  });
  at("language").value = ["uk", "ru"].find((code) => navigator.language.startsWith(code)) || "en";
  at("link").value = (/[0-9a-f]{64}/.exec(location.hash) || [""])[0];
  translate();
}

startPage();
