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
  editor.setOptions({ editorProps: { attributes: named } });
  label?.addEventListener("click", () => editor.commands.focus());
  document.querySelectorAll(`a[href="#${textarea.id}"]`).forEach((link) => link.addEventListener("click", (event) => {
    event.preventDefault();
    editor.commands.focus();
  }));
});
