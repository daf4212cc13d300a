/* The rich text editor in the language of the page, under the name of its field. Loaded before it. */
const FRENCH = {
  "URL": "Adresse du lien (https:// ou mailto:)",
  "Title": "Titre",
  "Edit Link": "Modifier le lien",
  "Update": "Appliquer",
  "Cancel": "Annuler",
  "List properties": "Propriétés de la liste",
  "paragraph": "Paragraphe",
  "heading 2": "Titre",
  "heading 3": "Intertitre",
  "bold": "Gras",
  "italic": "Italique",
  "link": "Lien",
  "unlink": "Retirer le lien",
  "unordered list": "Liste à puces",
  "bullet list": "Liste à puces",
  "ordered list": "Liste numérotée",
  "blockquote": "Citation",
  "horizontal rule": "Filet",
  "undo": "Annuler la dernière frappe",
  "redo": "Rétablir",
};

if (document.documentElement.lang.startsWith("fr")) {
  const others = window.gettext;
  window.gettext = (text) => FRENCH[text] ?? (others ? others(text) : text);
}

document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
  const frame = textarea.closest(".prose-editor");
  if (document.documentElement.lang.startsWith("fr")) {
    frame.querySelectorAll("button[title]").forEach((button) => {
      const label = FRENCH[button.title] ?? button.title;
      button.title = label;
      button.setAttribute("aria-label", label);
    });
  }
  const named = { role: "textbox", "aria-multiline": "true" };
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
