/* What is typed in a long form (data-kept, see ui/layout.py) stays in this browser until it has arrived: neither the end of
   the session nor a closed tab loses it. It is offered to the same member alone, for three days, and goes away with the
   sign-out, as when somebody else signs in. */
{
  const PREFIX = "brouillon ";
  const SENT = "brouillon parti";
  const LASTS = 3 * 24 * 3600 * 1000;
  const member = document.body.dataset.member;

  /* A browser may refuse to keep anything: the forms work all the same. */
  const patiently = (act) => { try { return act(); } catch { return null; } };
  const found = (key) => JSON.parse(localStorage.getItem(key));
  const forget = (isOld) => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX) && isOld(key))
    .forEach((key) => localStorage.removeItem(key));
  const keyOf = (form) => `${PREFIX}${member} ${new URL(form.getAttribute("action") || location.href, location.href).pathname}`;

  const KINDS = "input:not([type=hidden], [type=password], [type=file], [type=submit]), textarea, select, [name=version]";
  const fieldsOf = (form) => [...form.elements].filter((field) => field.name && field.matches(KINDS));
  const stateOf = (field) => {
    if (field.matches("[type=checkbox], [type=radio]")) return field.checked;
    return field.multiple && field.options ? [...field.selectedOptions].map((option) => option.value) : field.value;
  };
  const give = (field, state) => {
    if (typeof state === "boolean") field.checked = state;
    else if (Array.isArray(state)) [...field.options].forEach((option) => { option.selected = state.includes(option.value); });
    else field.value = state;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const named = (field) => field.matches("[type=checkbox], [type=radio]") ? `${field.name}=${field.value}` : field.name;
  const read = (form) => Object.fromEntries(fieldsOf(form).map((field) => [named(field), stateOf(field)]));
  const words = (states) => JSON.stringify({ ...states, version: null });

  /* The rich text editors of the page, each by its text area: the form is ready when its editors are. */
  const editors = new Map();
  const hasEditors = (form) => [...form.querySelectorAll("textarea[data-rich-text]")]
    .every((area) => editors.has(area));

  const offer = (form, draft, store) => {
    const note = document.createElement("div");
    const button = (label, act) => {
      const made = document.createElement("button");
      made.type = "button";
      made.className = "btn btn-outline-primary btn-sm";
      made.textContent = label;
      made.addEventListener("click", () => { note.remove(); act(); form.querySelector("input, textarea, select")?.focus(); });
      return made;
    };
    const actions = document.createElement("div");
    actions.className = "actions mt-2";
    actions.append(
      button(form.dataset.keptTake, () => {
        fieldsOf(form).filter((field) => named(field) in draft.states).forEach((field) => give(field, draft.states[named(field)]));
        editors.forEach((editor, area) => { if (area.form === form) editor.commands.setContent(area.value); });
        store();
      }),
      button(form.dataset.keptDrop, () => localStorage.removeItem(keyOf(form))),
    );
    const said = document.createElement("div");
    said.append(form.dataset.kept, actions);
    note.className = "alert alert-warning";
    note.setAttribute("role", "status");
    note.append(said);
    form.before(note);
  };

  const watch = (form) => patiently(() => {
    const start = words(read(form));
    const key = keyOf(form);
    const draft = found(key);
    let waits = null;
    const store = () => {
      clearTimeout(waits);
      waits = null;
      patiently(() => localStorage.setItem(key, JSON.stringify({ at: Date.now(), states: read(form) })));
    };
    const soon = () => { waits ??= setTimeout(store, 400); };
    form.addEventListener("input", soon);
    form.addEventListener("change", soon);
    editors.forEach((editor, area) => {
      if (area.form === form) editor.on("update", () => { if (words(read(form)) !== start) soon(); });
    });
    addEventListener("pagehide", () => { if (waits) store(); });
    form.addEventListener("submit", () => { store(); sessionStorage.setItem(SENT, key); });
    if ("typed" in form.dataset) store();
    else if (draft && words(draft.states) === start) localStorage.removeItem(key);
    else if (draft) offer(form, draft, store);
  });

  /* What was sent has arrived when the answer led elsewhere, to a member, and not to what waits to be sent again. */
  const settle = () => {
    const sent = sessionStorage.getItem(SENT);
    sessionStorage.removeItem(SENT);
    const hasLed = performance.getEntriesByType("navigation")[0]?.redirectCount > 0;
    if (sent && member && hasLed && !document.querySelector("[data-typed-again]")) localStorage.removeItem(sent);
    forget((key) => found(key).at < Date.now() - LASTS);
    if (member) forget((key) => !key.startsWith(`${PREFIX}${member} `));
  };

  patiently(settle);
  document.querySelectorAll("form[data-forget]").forEach((form) => form.addEventListener("submit", () => {
    patiently(() => { forget(() => true); sessionStorage.clear(); });
  }));
  document.querySelector("form[data-typed-again]")?.addEventListener("submit", ({ target }) => {
    patiently(() => sessionStorage.setItem(SENT, keyOf(target)));
  });

  const waiting = new Set(document.querySelectorAll("form[data-kept]"));
  const begin = (isLate) => waiting.forEach((form) => {
    if (!isLate && !hasEditors(form)) return;
    waiting.delete(form);
    watch(form);
  });
  document.addEventListener("editor:ready", ({ detail: { editor, textarea } }) => {
    editors.set(textarea, editor);
    begin(false);
  });
  document.addEventListener("DOMContentLoaded", () => begin(false));
  addEventListener("load", () => setTimeout(() => begin(true), 3000));
}
