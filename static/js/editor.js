/* The rich text editor in the language of the page, under the name of its field. Loaded before it. */
const FRENCH = {
  "URL": "Adresse du lien (https:// ou mailto:)",
  "Title": "Titre",
  "Edit Link": "Modifier le lien",
  "Update": "Appliquer",
  "Cancel": "Annuler",
  "List properties": "Propriétés de la liste",
  "paragraph": "Texte courant",
  "heading 2": "Titre",
  "heading 3": "Intertitre",
  "bold": "Gras",
  "italic": "Italique",
  "insert link": "Lien",
  "remove link": "Retirer le lien",
  "unordered list": "Liste à puces",
  "ordered list": "Liste numérotée",
  "blockquote": "Citation",
  "horizontal rule": "Filet",
  "undo": "Annuler la dernière frappe",
  "redo": "Rétablir",
};

/* The editor would add a style element without our nonce: it leaves that when it finds one; editor.css does the work. */
const style = document.createElement("style");
style.nonce = document.currentScript.nonce;
style.dataset.tiptapStyle = "";
document.head.append(style);

if (document.documentElement.lang.startsWith("fr")) {
  const others = window.gettext;
  window.gettext = (text) => FRENCH[text] ?? (others ? others(text) : text);
}

/* Buttons come and go with the selection: each is given its French name when it appears. */
const translate = (frame) => {
  frame.querySelectorAll("button[title]").forEach((button) => {
    const label = FRENCH[button.title];
    if (label) { button.title = label; button.setAttribute("aria-label", label); }
  });
  frame.querySelectorAll(".prose-menubar__option > *").forEach((option) => {
    const label = FRENCH[option.textContent.toLowerCase()];
    if (label) option.textContent = label;
  });
};

/* What the buttons show by their looks alone, said too: pressed, or of no use here. */
const tellStates = (frame) => frame.querySelectorAll(".prose-menubar__button[data-name]").forEach((button) => {
  button.setAttribute("aria-disabled", button.classList.contains("disabled"));
  if (!/^(history|horizontalRule)/.test(button.dataset.name)) {
    button.setAttribute("aria-pressed", button.classList.contains("active"));
  }
});

/* What Word, Outlook and web pages paste: bullets drawn by hand become lists, weights become strong and em,
   and the inline styles, which our rules refuse, are taken away before the editor sees them. */
const DRAWN = /^[\s\u00a0]*(?:[·•●▪§o–-]|(?:\d{1,2}|[a-z])[.)])[\s\u00a0]+/;
const rename = (node, name) => {
  const other = node.ownerDocument.createElement(name);
  other.append(...node.childNodes);
  node.replaceWith(other);
  return other;
};
const asList = (item) => {
  const mark = [...item.querySelectorAll("span")].find((span) => /mso-list:\s*ignore/i.test(span.dataset.style));
  const name = /^[\s\u00a0]*[\da-z]{1,2}[.)]/.test((mark ?? item).textContent) ? "ol" : "ul";
  const text = [...item.childNodes].find((node) => node.textContent.trim());
  if (mark) mark.remove(); else if (text) text.textContent = text.textContent.replace(DRAWN, "");
  const before = item.previousElementSibling;
  const list = before?.dataset.pasted === name ? before : item.ownerDocument.createElement(name);
  list.dataset.pasted = name;
  item.before(list);
  list.append(rename(item, "li"));
};
const weigh = (node) => {
  const style = node.dataset.style;
  delete node.dataset.style;
  if (node.matches("b, strong") && /font-weight:\s*(normal|400)/.test(style)) node.replaceWith(...node.childNodes);
  if (!node.matches("span")) return;
  const isStrong = /font-weight:\s*(bold|[6-9]00)/.test(style);
  const isEm = /font-style:\s*italic/.test(style);
  if (isStrong) node = rename(node, "strong");
  if (isEm && !isStrong) rename(node, "em");
};
const cleanPaste = (html) => {
  const quiet = html.replace(/<!--.*?-->|<!\[.*?\]>|<style.*?<\/style>/gis, "").replace(/(<[a-z][^>]*?\s)style(?=\s*=)/gi, "$1data-style");
  const page = new DOMParser().parseFromString(quiet, "text/html");
  page.querySelectorAll("p[class*=MsoListParagraph], p[data-style*='mso-list']").forEach(asList);
  page.querySelectorAll("tr").forEach((row) => {
    const line = page.createElement("p");
    line.textContent = [...row.cells].map((cell) => cell.textContent.trim()).filter(Boolean).join(" – ");
    row.replaceChildren(line);
  });
  page.querySelectorAll("table").forEach((table) => table.replaceWith(...table.querySelectorAll("p")));
  page.querySelectorAll("h1").forEach((title) => rename(title, "h2"));
  page.querySelectorAll("h4, h5, h6").forEach((title) => rename(title, "h3"));
  page.querySelectorAll("[data-style]").forEach(weigh);
  return page.body.innerHTML;
};

/* Without us each field holds plain words, with its HTML and a word of help beside it (ui/plain.py). The editor takes the
   HTML, and the rest goes away; what somebody typed before we came stays plain words. */
const takeHtml = (textarea) => {
  const aside = document.getElementById(`${textarea.id}_plain`);
  const html = aside?.querySelector("input");
  if (!html) return;
  const isUntouched = textarea.value === textarea.defaultValue;
  const isHtml = /^(<(p|h[23]|[uo]l|blockquote|hr)>|$)/.test(textarea.value);
  if (!HTMLScriptElement.supports?.("importmap") || !isUntouched && !isHtml) {
    delete textarea.dataset.djangoProseEditorConfigurable;
    return;
  }
  if (isUntouched) textarea.value = html.value;
  aside.remove();
  const others = textarea.getAttribute("aria-describedby").split(" ").filter((id) => id !== aside.id);
  if (others.length) textarea.setAttribute("aria-describedby", others.join(" ")); else textarea.removeAttribute("aria-describedby");
};
document.querySelectorAll("textarea[data-django-prose-editor-configurable]").forEach(takeHtml);

/* A text typed and not kept is not left without a question, except by the form's own way out. */
const guard = (form, editor) => {
  const keep = () => { form.dataset.unsaved = "yes"; };
  const letGo = () => { delete form.dataset.unsaved; };
  form.addEventListener("input", keep);
  editor.on("update", keep);
  form.addEventListener("submit", letGo);
  form.querySelectorAll(".actions a").forEach((link) => link.addEventListener("click", letGo));
  if (form.querySelector("[aria-invalid=true]")) keep();
};

window.addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-unsaved]")) event.preventDefault();
});

document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
  const frame = textarea.closest(".prose-editor");
  const say = () => {
    if (document.documentElement.lang.startsWith("fr")) translate(frame);
    tellStates(frame);
  };
  say();
  new MutationObserver(say).observe(frame, { childList: true, subtree: true, attributeFilter: ["class"] });
  const named = { role: "textbox", "aria-multiline": "true", spellcheck: "true" };
  if (textarea.form) guard(textarea.form, editor);
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  if (label) {
    label.id ||= `${textarea.id}_label`;
    named["aria-labelledby"] = label.id;
  }
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (textarea.hasAttribute(name)) named[name] = textarea.getAttribute(name);
  }
  editor.setOptions({ editorProps: { attributes: named, transformPastedHTML: cleanPaste } });
  label?.addEventListener("click", () => editor.commands.focus());
  document.querySelectorAll(`a[href="#${textarea.id}"]`).forEach((link) => link.addEventListener("click", (event) => {
    event.preventDefault();
    editor.commands.focus();
  }));
});
