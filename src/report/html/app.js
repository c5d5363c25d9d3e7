(() => {
  "use strict";
  const D = document,
    $ = (s, r = D) => r.querySelector(s),
    $$ = (s, r = D) => [...r.querySelectorAll(s)],
    R = D.documentElement,
    B = D.body;
  const S = B.dataset,
    pane = $(".pane"),
    body = $(".body"),
    cards = $$(".card"),
    order = cards.map((c) => c.dataset.i),
    kind = Object.fromEntries(cards.map((c) => [c.dataset.i, c.dataset.s]));
  const needs = new Set(["contradicted", "disputed", "not_found", "error", "warning"]);
  let cur = null,
    filter = "all",
    view = null,
    back = null,
    keys = true;
  try {
    keys = localStorage.getItem("factlint-keys") !== "off";
  } catch {}
  const narrow = () => matchMedia("(max-width:44.99rem)").matches;
  const shown = (i) => filter === "all" || kind[i] === filter;
  const fill = (t, o) => t.replace(/\{(\w+)\}/g, (_, k) => o[k]);
  const say = (t) => {
    const o = $(".toast");
    o.textContent = t;
    clearTimeout(say.t);
    say.t = setTimeout(() => (o.textContent = ""), 1800);
  };
  const top = () => R.style.setProperty("--top", $(".top").offsetHeight + "px");
  const tabs = $$(".tab"),
    views = $$(".view");
  const chooser = $("#pick");
  function show(v, focus) {
    if (!views.some((x) => x.dataset.v === v)) return;
    view = v;
    if (chooser) chooser.value = [...chooser.options].some((o) => o.value === v) ? v : "";
    for (const t of tabs) {
      const on = t.dataset.v === v;
      t.setAttribute("aria-selected", on);
      t.tabIndex = on ? 0 : -1;
      if (on && focus) t.focus();
      if (on && focus !== null) t.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
    for (const x of views) x.hidden = x.dataset.v !== v;
    body.classList.toggle("wide", v === "sheet");
    if (v === "sheet") pane.classList.remove("open");
    top();
  }
  /* what a rule says stands on the page once, and goes into the card that is shown; so do buttons to copy */
  const rules = $$(".rule");
  function dress(card) {
    for (const r of rules) {
      r.hidden = r.dataset.r !== card.dataset.r;
      if (!r.hidden) {
        const acts = $(".acts", card);
        acts ? acts.before(r) : card.append(r);
      }
    }
    for (const p of $$(".cmd > p", card)) {
      if ($("button", p)) continue;
      const b = D.createElement("button");
      b.type = "button";
      b.dataset.copy = "";
      b.textContent = S.copy;
      b.setAttribute("aria-label", S.copy + ": " + p.textContent);
      p.append(" ", b);
    }
  }
  function markOf(i) {
    const q = '.m[data-i="' + i + '"],.row[data-i="' + i + '"]';
    return $$(q).find((e) => e.closest(".view")?.dataset.v === view) || null;
  }
  function pick(i, o = {}) {
    if (!order.includes(i)) return;
    cur = i;
    for (const c of cards) c.hidden = c.dataset.i !== i;
    dress(cards.find((c) => c.dataset.i === i));
    for (const e of $$("[data-i]:is(.m,.row,.r)"))
      e.dataset.i === i ? e.setAttribute("aria-current", "true") : e.removeAttribute("aria-current");
    const l = order.filter(shown),
      p = l.indexOf(i);
    $(".count").textContent = fill(S.of, {
      i: p < 0 ? order.indexOf(i) + 1 : p + 1,
      n: p < 0 ? order.length : l.length,
    });
    $(".paneempty").hidden = true;
    pane.scrollTop = 0;
    paint();
    if (o.open) pane.classList.add("open");
    let e = markOf(i);
    if (!e && o.move) {
      show(tabs[0].dataset.v);
      e = markOf(i);
    }
    if (e && o.move) {
      e.focus({ preventScroll: true });
      e.scrollIntoView({ block: narrow() && pane.classList.contains("open") ? "start" : "nearest" });
    }
    const r = $('.r[data-i="' + i + '"]');
    if (r && r.offsetParent) {
      const k = r.closest(".rail"),
        y = r.offsetTop;
      if (y < k.scrollTop || y > k.scrollTop + k.clientHeight - 60) k.scrollTop = y - k.clientHeight / 2;
    }
    if (!o.quiet)
      try {
        history.replaceState(null, "", "#c" + i);
      } catch {}
  }
  function step(d, only) {
    const l = order.filter((i) => shown(i) && (!only || needs.has(kind[i])));
    if (!l.length) return;
    let p;
    if (cur === null) p = d > 0 ? 0 : l.length - 1;
    else {
      const at = order.indexOf(cur);
      const f = d > 0 ? l.findIndex((i) => order.indexOf(i) > at) : l.findLastIndex((i) => order.indexOf(i) < at);
      p = f < 0 ? (d > 0 ? 0 : l.length - 1) : f;
    }
    pick(l[p], { move: true, open: pane.classList.contains("open") || !narrow() });
  }
  function enter() {
    if (cur === null) return;
    pane.classList.add("open");
    const h = $('.card[data-i="' + cur + '"] h2');
    back = D.activeElement;
    h.focus({ preventScroll: true });
    pane.scrollTop = 0;
    if (narrow()) markOf(cur)?.scrollIntoView({ block: "start" });
  }
  function leave() {
    const had = pane.contains(D.activeElement) || pane.classList.contains("open");
    pane.classList.remove("open");
    if (cur !== null && had) {
      const e = markOf(cur) || back;
      e && e.focus({ preventScroll: true });
    }
  }
  function sift(f) {
    filter = f;
    for (const c of $$(".chip")) c.setAttribute("aria-pressed", c.dataset.f === f);
    B.classList.toggle("off", f !== "all");
    let n = 0;
    for (const i of order) if (shown(i)) n++;
    for (const e of $$("[data-i]:is(.m,.r,.row,tr,.ref)")) {
      const o = !shown(e.dataset.i);
      e.classList.toggle("out", o);
      if (!e.matches(".m")) (e.closest("li:not(.para)") || e).hidden = o;
      if (e.matches(".m")) o ? e.setAttribute("tabindex", "-1") : e.removeAttribute("tabindex");
    }
    for (const e of $$(".nonehere")) e.hidden = n > 0;
    if (cur !== null && !shown(cur)) step(1);
    else if (cur !== null) pick(cur);
  }
  /* ticks: kept in this browser, under the contents of the report */
  const slot = "factlint-done-" + S.id,
    ticks = $$("[data-tick]"),
    tick = $("#tick");
  let done = new Set();
  try {
    done = new Set(JSON.parse(localStorage.getItem(slot) || "[]").map(String));
  } catch {}
  function paint() {
    for (const t of ticks) t.checked = done.has(t.dataset.tick);
    for (const r of $$(".r,.row")) r.classList.toggle("done", done.has(r.dataset.i));
    tick.checked = cur !== null && done.has(cur);
    tick.disabled = cur === null;
    const o = $("#done");
    if (o) o.textContent = done.size ? fill(S.done, { n: done.size, m: order.length }) : "";
  }
  function setTick(i, on) {
    if (i === null) return;
    on ? done.add(i) : done.delete(i);
    try {
      localStorage.setItem(slot, JSON.stringify([...done]));
    } catch {}
    paint();
  }
  for (const t of ticks) t.addEventListener("change", () => setTick(t.dataset.tick, t.checked));
  tick.addEventListener("change", () => setTick(cur, tick.checked));
  /* search: CSS highlights, the text itself is never changed */
  const box = $("#q"),
    hits = $("#hits");
  let found = [],
    at = -1;
  function search() {
    found = [];
    at = -1;
    if (window.CSS && CSS.highlights) CSS.highlights.delete("hit");
    const q = box.value.trim().toLocaleLowerCase();
    hits.textContent = "";
    if (!q) return;
    const v = views.find((x) => x.dataset.v === view),
      w = D.createTreeWalker(v, NodeFilter.SHOW_TEXT);
    let t = "",
      parts = [];
    while (w.nextNode()) {
      const n = w.currentNode;
      if (n.parentElement.closest(".vh,.refs,.only-print")) continue;
      parts.push([t.length, n]);
      t += n.data;
    }
    const low = t.toLocaleLowerCase();
    if (low.length !== t.length) {
      hits.textContent = S.none;
      return;
    }
    const spot = (o) => {
      let a = 0,
        b = parts.length - 1;
      while (a < b) {
        const m = (a + b + 1) >> 1;
        parts[m][0] <= o ? (a = m) : (b = m - 1);
      }
      return [parts[a][1], o - parts[a][0]];
    };
    for (let o = low.indexOf(q); o >= 0 && found.length < 2000; o = low.indexOf(q, o + q.length)) {
      const r = D.createRange(),
        a = spot(o),
        z = spot(o + q.length - 1);
      r.setStart(...a);
      r.setEnd(z[0], z[1] + 1);
      found.push(r);
    }
    if (window.Highlight) CSS.highlights.set("hit", new Highlight(...found));
    hits.textContent = found.length === 0 ? S.none : found.length === 1 ? S.one : fill(S.many, { n: found.length });
  }
  box.addEventListener("input", search);
  box.addEventListener("keydown", (e) => {
    if (e.key === "Enter" && found.length) {
      at = (at + (e.shiftKey ? -1 : 1) + found.length) % found.length;
      found[at].startContainer.parentElement.scrollIntoView({ block: "center" });
      e.preventDefault();
    }
    if (e.key === "Escape") {
      box.value = "";
      search();
      box.blur();
      e.stopPropagation();
    }
  });
  for (const c of $$(".chip")) c.addEventListener("click", () => sift(c.dataset.f));
  tabs.forEach((t, k) => {
    t.addEventListener("click", () => {
      show(t.dataset.v);
      search();
    });
    t.addEventListener("keydown", (e) => {
      const d = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
      if (d) {
        show(tabs[(k + d + tabs.length) % tabs.length].dataset.v, true);
        e.preventDefault();
      }
    });
  });
  D.addEventListener("click", (e) => {
    const c = e.target.closest("button[data-copy]");
    if (c) {
      const p = c.closest(".cmd").querySelector("pre");
      const sel = () => {
        const r = D.createRange();
        r.selectNodeContents(p);
        const s = getSelection();
        s.removeAllRanges();
        s.addRange(r);
      };
      (navigator.clipboard ? navigator.clipboard.writeText(p.textContent) : Promise.reject()).then(
        () => say(S.copied),
        sel,
      );
      return;
    }
    const g = e.target.closest("a[data-go]");
    if (g) {
      e.preventDefault();
      show(g.dataset.go);
      const x = D.getElementById(g.getAttribute("href").slice(1));
      if (x) {
        if (narrow()) pane.classList.remove("open");
        x.scrollIntoView({ block: "center" });
        x.focus({ preventScroll: true });
      }
      return;
    }
    const a = e.target.closest("a[data-i]");
    if (a) {
      e.preventDefault();
      pick(a.dataset.i, { open: true, move: a.matches(".r") });
      if (narrow() && !a.matches(".r")) a.scrollIntoView({ block: "start" });
    }
  });
  if (chooser)
    chooser.addEventListener("change", () => {
      show(chooser.value || tabs[0].dataset.v);
      search();
    });
  $(".prev").onclick = () => step(-1);
  $(".next").onclick = () => step(1);
  $(".close").onclick = leave;
  const help = $("#help"),
    hk = $("#keys");
  hk.checked = keys;
  $("#helpb").onclick = () => help.showModal();
  $("#helpc").onclick = () => help.close();
  hk.onchange = () => {
    keys = hk.checked;
    try {
      localStorage.setItem("factlint-keys", keys ? "on" : "off");
    } catch {}
  };
  D.addEventListener("keydown", (e) => {
    if (
      e.ctrlKey ||
      e.metaKey ||
      e.altKey ||
      help.open ||
      e.target.matches("input:not([type=checkbox]),textarea,select")
    )
      return;
    if (e.key === "Escape") {
      leave();
      return;
    }
    if (e.key === "Enter") {
      const m = e.target.closest?.(".m,.row,.r");
      if (m) {
        e.preventDefault();
        pick(m.dataset.i, { open: true });
        enter();
      } else if (e.target === B) enter();
      return;
    }
    if (!keys) return;
    const f = {
      j: () => step(1),
      k: () => step(-1),
      n: () => step(1, true),
      N: () => step(-1, true),
      x: () => setTick(cur, !done.has(cur)),
      f: () => show(view === "sheet" ? tabs[0].dataset.v : "sheet"),
      "/": () => box.focus(),
      "?": () => help.showModal(),
    }[e.key];
    if (f) {
      e.preventDefault();
      f();
    }
  });
  addEventListener("resize", top);
  addEventListener("load", top);
  for (const x of $$("[data-js]")) x.hidden = false;
  show(tabs[0].dataset.v);
  for (const c of [...cards, ...rules]) c.hidden = true;
  paint();
  const h = location.hash.match(/^#c(\d+)$/);
  if (h && order.includes(h[1])) pick(h[1], { open: true, move: true });
  else {
    const i = order.find((i) => needs.has(kind[i]));
    const f = ["contradicted", "disputed", "error"].map((s) => order.find((i) => kind[i] === s)).find(Boolean) || i;
    if (f && !narrow()) pick(f, { quiet: true });
  }
  R.classList.remove("boot");
})();
