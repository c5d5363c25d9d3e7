(() => {
  "use strict";
  const D = document,
    $ = (s, r = D) => r.querySelector(s),
    $$ = (s, r = D) => [...r.querySelectorAll(s)],
    B = D.body,
    S = B.dataset;
  const form = $("#form"),
    draft = $("#draft"),
    named = $("#draft_name"),
    one = $("#draft_file"),
    chosen = $("#draft_chosen"),
    typed = $(".typed"),
    many = $("#source_file"),
    list = $("#files"),
    frame = $("#report"),
    status = $("#status"),
    sides = $(".sides");
  const fill = (text, name) => text.replace("{name}", name);
  const say = (text) => (status.textContent = text);
  const most = Number(S.most);

  /* texts or report, where there is no room for both */
  function side(name) {
    B.dataset.side = name;
    for (const b of $$("[data-side]", sides)) b.setAttribute("aria-pressed", b.dataset.side === name);
  }
  for (const b of $$("[data-side]", sides))
    b.addEventListener("click", () => {
      side(b.dataset.side);
      if (b.dataset.side === "report") frame.focus();
    });
  side("texts");

  /* a file as the draft */
  const files = (list) => {
    const data = new DataTransfer();
    for (const file of list) data.items.add(file);
    return data.files;
  };
  const isText = (name) => /\.(txt|text|md|markdown)$/i.test(name);
  function asWords(text, name) {
    one.value = "";
    takesComments();
    draft.value = text;
    named.value = name;
    typed.hidden = false;
    chosen.hidden = true;
    $("label[for=draft]").dataset.of = name ? fill(S.name, name) : "";
    draft.focus();
    draft.setSelectionRange(0, 0);
    draft.scrollTop = 0;
    changed();
  }
  const takesComments = () => ($("#comments").hidden = !/\.(docx|odt)$/i.test(one.files[0]?.name || ""));
  async function asFile() {
    const file = one.files[0];
    takesComments();
    if (!file) return asWords("", "");
    if (isText(file.name)) {
      try {
        return asWords(new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer()), file.name);
      } catch {}
    }
    draft.value = "";
    named.value = "";
    typed.hidden = true;
    chosen.hidden = false;
    $("bdi", chosen).textContent = file.name;
    $("[data-do=drop]", chosen).setAttribute("aria-label", fill(S.remove, file.name));
    changed();
  }
  one.addEventListener("change", asFile);
  draft.addEventListener("input", () => {
    if (!draft.value) {
      named.value = "";
      $("label[for=draft]").dataset.of = "";
    }
  });
  $("[data-do=drop]", chosen).addEventListener("click", () => asWords("", ""));
  $("[data-do=words]", chosen).addEventListener("click", async () => {
    const file = one.files[0],
      data = new FormData();
    data.append("draft_file", file, file.name);
    try {
      const got = await fetch("text" + location.search, { method: "POST", body: data });
      if (!got.ok) throw got;
      asWords(await got.text(), file.name);
    } catch {
      say(S.text);
    }
  });

  /* files as sources: more are added to those that are there */
  let kept = [];
  function show() {
    many.files = files(kept);
    list.hidden = !kept.length;
    list.replaceChildren(
      ...kept.map((file, n) => {
        const li = D.createElement("li"),
          name = D.createElement("bdi"),
          b = D.createElement("button");
        name.textContent = file.name;
        b.type = "button";
        b.textContent = "×";
        b.setAttribute("aria-label", fill(S.remove, file.name));
        b.addEventListener("click", () => {
          kept.splice(n, 1);
          show();
          ($$("button", list)[Math.min(n, kept.length - 1)] || many).focus();
        });
        li.append(name, b);
        return li;
      }),
    );
    changed();
  }
  function add(more) {
    const same = (a, b) => a.name === b.name && a.size === b.size && a.lastModified === b.lastModified;
    for (const file of more) if (!kept.some((k) => same(k, file))) kept.push(file);
    show();
  }
  many.addEventListener("change", () => add([...many.files]));

  /* pasted sources */
  const pasted = $("#pasted"),
    pattern = $(".paste", pasted).cloneNode(true),
    button = $("#more");
  button.hidden = false;
  button.addEventListener("click", () => {
    const next = pattern.cloneNode(true);
    for (const e of $$("input, textarea", next)) e.value = "";
    pasted.append(next);
    $("input", next).focus();
  });

  /* drop */
  let over = 0;
  const zone = (e) => e.target.closest?.("[data-zone]");
  const carries = (e) => [...(e.dataTransfer?.types || [])].includes("Files");
  D.addEventListener("dragenter", (e) => {
    if (!carries(e)) return;
    over++;
    B.classList.add("drag");
  });
  D.addEventListener("dragleave", (e) => {
    if (!carries(e)) return;
    over = Math.max(0, over - 1);
    if (!over) B.classList.remove("drag");
  });
  D.addEventListener("dragover", (e) => {
    if (!carries(e)) return;
    e.preventDefault();
    for (const z of $$("[data-zone]")) z.classList.toggle("over", z === zone(e));
    e.dataTransfer.dropEffect = zone(e) ? "copy" : "none";
  });
  D.addEventListener("drop", (e) => {
    if (!carries(e)) return;
    e.preventDefault();
    over = 0;
    B.classList.remove("drag");
    for (const z of $$("[data-zone]")) z.classList.remove("over");
    const where = zone(e)?.dataset.zone,
      dropped = [...e.dataTransfer.files];
    if (where === "sources") add(dropped);
    if (where === "draft") {
      if (dropped.length > 1) return say(S.dropped);
      one.files = files(dropped);
      asFile();
    }
  });

  /* check, and look at the report */
  let busy = false,
    there = false;
  const changed = () => there && !busy && say(S.changed);
  form.addEventListener("input", (e) => e.target.type !== "file" && changed());
  /* a file that was saved since it was chosen can no longer be sent */
  async function stale() {
    /* a form that is just being sent cannot be sent again */
    await new Promise((go) => setTimeout(go));
    for (const file of [...one.files, ...kept]) {
      try {
        await file.slice(0, 1).arrayBuffer();
      } catch {
        return file.name;
      }
    }
    return null;
  }
  let sure = false;
  form.addEventListener("submit", async (e) => {
    if (sure) return;
    e.preventDefault();
    const by = e.submitter;
    const bytes = [...one.files, ...kept].reduce((sum, file) => sum + file.size, 0);
    if (bytes > most) return say(S.long);
    const name = await stale();
    if (name !== null) return say(fill(S.stale, name));
    const keeps = by?.hasAttribute("formaction") || by?.hasAttribute("formtarget");
    if (!keeps) {
      busy = true;
      say(S.checking);
      /* the report is laid out by the room that it has, so that its place is there before it comes */
      $(".answer").dataset.says = S.checking;
      B.classList.add("busy", "answered");
      sides.hidden = false;
      side("report");
    }
    sure = true;
    by ? form.requestSubmit(by) : form.requestSubmit();
    sure = false;
  });
  frame.addEventListener("load", () => {
    if (!busy) return;
    busy = false;
    there = true;
    B.classList.remove("busy");
    say(S.ready);
    frame.focus();
  });
  form.addEventListener("keydown", (e) => {
    if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) {
      e.preventDefault();
      form.requestSubmit($(".main", form));
    } else if (e.key === "Enter" && e.target.matches("input:not([type=checkbox]):not([type=file])")) e.preventDefault();
  });
  for (const x of $$("[data-js]")) x.hidden = false;
  B.classList.add("js");
})();
