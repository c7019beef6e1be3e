/* Filters and sorts the overview, and shows the sentence of a mark in a chart. Every page can be read without it. */
(() => {
  "use strict";
  const keys = ["q", "status", "theme", "owner", "flag", "sort"];
  const form = document.querySelector("form.filters");
  const table = document.querySelector("table.targets");

  // The state is the fragment of the address (#status=behind&sort=-due), so it can be sent, and Back undoes it.
  const read = () => {
    const told = new URLSearchParams(location.hash.slice(1));
    return Object.fromEntries(keys.map((key) => [key, told.get(key) || ""]));
  };
  const write = (state, typed) => {
    const told = new URLSearchParams();
    for (const key of keys) if (state[key]) told.set(key, state[key]);
    const address = "#" + (told.toString() || "all=1");
    if (location.hash === address || (!location.hash && address === "#all=1")) return show();
    if (typed) {
      history.replaceState(null, "", address);
      show();
    } else {
      location.hash = address;
    }
  };

  // A long overview has only a part of its rows in each page; the others come with the first filter.
  let asked = false;
  const complete = () => {
    const source = table.dataset.rows;
    if (!source || asked) return;
    asked = true;
    const script = document.createElement("script");
    script.src = source;
    script.onload = () => {
      table.tBodies[0].innerHTML = window.trackerRows;
      document.querySelectorAll("main .leaves").forEach((one) => { one.hidden = true; });
      number();
      show();
    };
    document.head.append(script);
  };
  const rows = () => [...table.tBodies[0].rows];
  const number = () => rows().forEach((row, place) => { row.place = place; });
  const plain = (text) => text.toLowerCase().normalize("NFKC").replace(/\s+/g, " ");

  const worth = (cell) => {
    const told = cell.dataset.v;
    if (told !== undefined) return told === "" ? null : Number(told);
    const copy = cell.querySelector("i") ? cell.lastChild.textContent : cell.textContent;
    return copy.trim() || null;
  };
  // What has no value comes last in both directions.
  const compare = (one, other, falling) => {
    if (one === null || other === null) return (one === null) - (other === null);
    const order = typeof one === "number" ? one - other : one.localeCompare(other, document.documentElement.lang);
    return falling ? -order : order;
  };
  const sort = (told) => {
    const falling = told.startsWith("-");
    const name = told.replace(/^-/, "");
    let column = -1;
    for (const head of table.tHead.rows[0].cells) {
      const here = head.dataset.sort && head.dataset.sort === name;
      if (here) column = head.cellIndex;
      if (here) head.setAttribute("aria-sort", falling ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
    const values = new Map(rows().map((row) => [row, column < 0 ? null : worth(row.cells[column])]));
    const ordered = rows().sort((one, other) => compare(values.get(one), values.get(other), falling) || one.place - other.place);
    table.tBodies[0].append(...ordered);
  };
  const show = () => {
    const state = read();
    for (const key of keys) if (form.elements[key] && form.elements[key].value !== state[key]) form.elements[key].value = state[key];
    const wanted = plain(state.q).split(" ").filter(Boolean);
    const active = keys.some((key) => state[key]);
    if (active) complete();
    let shown = 0;
    for (const row of rows()) {
      const text = wanted.length ? plain(row.textContent) : "";
      const among = (key) => !state[key] || state[key].split(",").includes(row.dataset[key]);
      const flagged = !state.flag || (row.dataset.flag || "").split(" ").includes(state.flag);
      const kept = among("status") && among("theme") && (!state.owner || row.dataset.owner === state.owner) && flagged && wanted.every((word) => text.includes(word));
      row.hidden = !kept;
      shown += kept;
    }
    sort(state.sort);
    const found = form.querySelector(".found");
    const said = found.dataset.text.replace("{shown}", shown).replace("{total}", rows().length);
    found.textContent = active ? said : "";
  };
  const several = (state) => {
    // A link may name several statuses (behind,overdue,missed); the list then gets an entry for them.
    const list = form.elements.status;
    if (!state.status.includes(",") || [...list.options].some((one) => one.value === state.status)) return;
    const named = state.status.split(",").map((code) => [...list.options].find((one) => one.value === code)).filter(Boolean);
    list.add(new Option(named.map((one) => one.text).join(" / ") || state.status, state.status));
  };
  const turn = () => {
    several(read());
    show();
    if (location.hash.includes("=") && location.hash !== "#all=1") document.getElementById("all").scrollIntoView();
  };

  if (form && table) {
    number();
    form.hidden = false;
    for (const head of table.tHead.rows[0].cells) {
      if (!head.dataset.sort) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      button.addEventListener("click", () => {
        const state = read();
        const name = head.dataset.sort;
        state.sort = state.sort === name ? "-" + name : name;
        write(state);
      });
      head.replaceChildren(button);
    }
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", (event) => {
      const state = read();
      state[event.target.name] = event.target.value;
      write(state, event.target.name === "q");
    });
    form.addEventListener("reset", (event) => { event.preventDefault(); write({ sort: read().sort }); });
    window.addEventListener("hashchange", () => { several(read()); show(); });
    turn();
  }

  for (const figure of document.querySelectorAll("figure.drawn")) {
    const told = figure.querySelector(".told");
    if (!told) continue;
    told.textContent = told.dataset.hint;
    for (const mark of figure.querySelectorAll(".chart .point, .chart .mark")) {
      const say = () => { told.textContent = mark.querySelector("title").textContent; };
      for (const event of ["pointerenter", "focus", "click"]) mark.addEventListener(event, say);
    }
  }
  // The other language opens with the same filters.
  for (const link of document.querySelectorAll(".tongue a")) {
    link.addEventListener("click", () => { link.hash = location.hash; });
  }
})();
