/* The editor of rich text under the name of its field: what the library knows, behind a toolbar and questions of ours
   (ui/_editor.html). Without it each field holds plain words, with its HTML and a word of help beside it (ui/plain.py). */
import {
  Blockquote, Bold, BulletList, Document, Dropcursor, Editor, Gapcursor, HardBreak, Heading, History, HorizontalRule, Italic,
  Link, ListItem, OrderedList, Paragraph, Table, TableCell, TableHeader, TableRow, Text,
} from "django-prose-editor/editor";
import { cleaned } from "portal/paste";

const ACTS = {
  heading2: { run: (chain) => chain.toggleHeading({ level: 2 }), is: ["heading", { level: 2 }] },
  heading3: { run: (chain) => chain.toggleHeading({ level: 3 }), is: ["heading", { level: 3 }] },
  bold: { run: (chain) => chain.toggleBold(), is: ["bold"] },
  italic: { run: (chain) => chain.toggleItalic(), is: ["italic"] },
  link: { is: ["link"] },
  bulletList: { run: (chain) => chain.toggleBulletList(), is: ["bulletList"] },
  orderedList: { run: (chain) => chain.toggleOrderedList(), is: ["orderedList"] },
  blockquote: { run: (chain) => chain.toggleBlockquote(), is: ["blockquote"] },
  rule: { run: (chain) => chain.setHorizontalRule() },
  table: { run: (chain) => chain.insertTable({ rows: 3, cols: 2, withHeaderRow: true }) },
  undo: { run: (chain) => chain.undo() },
  redo: { run: (chain) => chain.redo() },
  addRowAfter: { run: (chain) => chain.addRowAfter() },
  deleteRow: { run: (chain) => chain.deleteRow() },
  addColumnAfter: { run: (chain) => chain.addColumnAfter() },
  deleteColumn: { run: (chain) => chain.deleteColumn() },
  toggleHeaderRow: { run: (chain) => chain.toggleHeaderRow(), is: ["tableHeader"] },
  caption: {},
  deleteTable: { run: (chain) => chain.deleteTable() },
};

/* Cells hold words and lists; a table has a caption, and the key Tab leaves it after its last cell. */
const CELL = { content: "(paragraph | bulletList | orderedList)+" };
const CaptionedTable = Table.extend({
  addAttributes() {
    const parseHTML = (table) => table.querySelector(":scope > caption")?.textContent.trim() ?? "";
    return { ...this.parent?.(), caption: { default: "", rendered: false, parseHTML } };
  },
  parseHTML() {
    return [{ tag: "table" }, { tag: "caption", ignore: true }];
  },
  renderHTML({ node }) {
    const { caption } = node.attrs;
    return caption ? ["table", ["caption", {}, caption], ["tbody", 0]] : ["table", ["tbody", 0]];
  },
  addNodeView() {
    const make = this.parent();
    return (details) => {
      const view = make(details);
      const caption = view.table.createCaption();
      const tell = (node) => { caption.textContent = node.attrs.caption; caption.hidden = !node.attrs.caption; };
      const update = view.update;
      tell(details.node);
      view.update = (node) => { tell(node); return update(node); };
      return view;
    };
  },
  addKeyboardShortcuts() {
    return { ...this.parent?.(), Tab: () => this.editor.commands.goToNextCell() };
  },
});

/* The same rule as the server's (ui/addresses.py), which has the last word. */
const keeper = (hosts) => (address) => {
  const text = (address ?? "").trim();
  if (/^(https:|mailto:|\/(?![/\\]))/i.test(text)) return true;
  const host = /^http:/i.test(text) && URL.canParse(text) ? new URL(text).hostname : "";
  return Boolean(host) && hosts.some((name) => host === name.replace(/^\./, "") || name.startsWith(".") && host.endsWith(name));
};

const extensions = (isKept, openLink) => [
  Document, Paragraph, Text, Bold, Italic, Blockquote, HorizontalRule, HardBreak, BulletList, ListItem, History, Dropcursor,
  Gapcursor, TableRow, TableCell.extend(CELL), TableHeader.extend(CELL), CaptionedTable,
  Heading.configure({ levels: [2, 3] }),
  OrderedList.configure({ enableListAttributes: false }),
  Link.extend({
    addKeyboardShortcuts: () => ({ "Mod-k": () => { openLink(); return true; } }),
  }).configure({ defaultProtocol: "https", isAllowedUri: isKept }),
];

/* The field as the editor wants it: the HTML, unless somebody typed words before the scripts came. */
const takeHtml = (textarea) => {
  const aside = document.getElementById(`${textarea.id}_plain`);
  const html = aside?.querySelector("input");
  if (!html) return true;
  const isUntouched = textarea.value === textarea.defaultValue;
  if (!isUntouched && !/^(<(p|h[23]|[uo]l|blockquote|hr|table)\b|$)/.test(textarea.value)) return false;
  if (isUntouched) textarea.value = html.value;
  aside.remove();
  const others = (textarea.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== aside.id);
  if (others.length) textarea.setAttribute("aria-describedby", others.join(" ")); else textarea.removeAttribute("aria-describedby");
  return true;
};

/* A question over the page; the answer, or nothing when it is left. */
const ask = (dialog, value, accepts) => new Promise((answer) => {
  const [field, alert] = [dialog.querySelector("input"), dialog.querySelector("[role=alert]")];
  const wrong = alert.textContent;
  const give = (found) => { dialog.returnValue = ""; dialog.onclose = null; dialog.close(); answer(found); };
  field.value = value;
  alert.hidden = true;
  dialog.querySelector("form").onsubmit = (event) => {
    event.preventDefault();
    const typed = field.value.trim();
    const isFine = !typed || !accepts || accepts(typed);
    field.toggleAttribute("aria-invalid", !isFine);
    if (isFine) return give(typed);
    alert.hidden = false;
    alert.textContent = wrong;
    field.focus();
  };
  dialog.querySelector("[type=button]").onclick = () => give(null);
  dialog.onclose = () => answer(null);
  dialog.showModal();
  field.select();
});

/* One stop of the key Tab; arrows, Home and End move among what is shown. */
const rove = (toolbar) => {
  const shown = () => [...toolbar.querySelectorAll("button")].filter((button) => !button.closest("[hidden]"));
  const stop = (button) => {
    toolbar.querySelectorAll("button").forEach((other) => { other.tabIndex = other === button ? 0 : -1; });
  };
  stop(shown()[0]);
  toolbar.addEventListener("focusin", ({ target }) => stop(target));
  toolbar.addEventListener("keydown", (event) => {
    const buttons = shown();
    const here = buttons.indexOf(document.activeElement);
    const moves = { ArrowRight: here + 1, ArrowLeft: here - 1 + buttons.length, Home: 0, End: buttons.length - 1 };
    if (!(event.key in moves)) return;
    event.preventDefault();
    buttons[moves[event.key] % buttons.length].focus();
  });
  return () => { if (toolbar.querySelector("[tabindex='0']")?.closest("[hidden]")) stop(shown()[0]); };
};

/* What the toolbar shows by its looks, said too; and each act in the status, whichever way it was asked for. */
const tell = (editor, toolbar, status, settle) => {
  const buttons = [...toolbar.querySelectorAll("[data-act]")];
  const words = (kind, button) => status.dataset[kind].replace("{act}", button.ariaLabel);
  const say = (kind, button) => { status.textContent = words(kind, button); };
  const read = ({ transaction } = {}) => {
    const isAct = transaction && (transaction.docChanged || transaction.storedMarksSet);
    toolbar.querySelectorAll("[data-within]").forEach((group) => { group.hidden = !editor.isActive(group.dataset.within); });
    const changes = [];
    buttons.forEach((button) => {
      const { run, is } = ACTS[button.dataset.act];
      if (run) button.setAttribute("aria-disabled", !run(editor.can().chain()).run());
      if (!is) return;
      const [before, now] = [button.ariaPressed, String(editor.isActive(...is))];
      button.ariaPressed = now;
      if (before !== now && !button.closest("[hidden]")) changes.push(words(now === "true" ? "yes" : "no", button));
    });
    if (isAct && changes.length) status.textContent = changes.join(", ");
    const history = transaction?.getMeta("history$");
    if (history) say("done", toolbar.querySelector(history.redo ? "[data-act=redo]" : "[data-act=undo]"));
    settle();
  };
  editor.on("transaction", read);
  read();
  return say;
};

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

const start = (textarea) => {
  const template = document.getElementById(`${textarea.id}_editor`);
  if (!template || textarea.id.includes("__prefix__") || !takeHtml(textarea)) return;
  const frame = document.createElement("div");
  frame.className = "prose-editor";
  textarea.before(frame);
  frame.append(template.content.cloneNode(true), textarea);
  textarea.hidden = true;
  const [toolbar, [status, notice]] = [frame.querySelector("[role=toolbar]"), frame.querySelectorAll("[role=status]")];
  const questions = Object.fromEntries([...frame.querySelectorAll("dialog")].map((dialog) => [dialog.dataset.question, dialog]));
  document.body.append(...Object.values(questions));
  toolbar.after(frame.appendChild(status));

  const isKept = keeper(template.dataset.hosts.split(" ").filter(Boolean));
  const attributes = { id: `${textarea.id}_text`, role: "textbox", "aria-multiline": "true", spellcheck: "true" };
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  if (label) {
    label.id ||= `${textarea.id}_label`;
    attributes["aria-labelledby"] = label.id;
  }
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (textarea.hasAttribute(name)) attributes[name] = textarea.getAttribute(name);
  }
  const openLink = async () => {
    const address = await ask(questions.link, editor.getAttributes("link").href ?? "", isKept);
    const chain = editor.chain().focus().extendMarkRange("link");
    if (address === "") chain.unsetLink().run();
    else if (address && editor.state.selection.empty && !editor.isActive("link")) {
      chain.insertContent({ type: "text", text: address, marks: [{ type: "link", attrs: { href: address } }] }).run();
    } else if (address) chain.setLink({ href: address }).run();
    else editor.commands.focus();
  };
  const openCaption = async () => {
    const caption = await ask(questions.caption, editor.getAttributes("table").caption ?? "");
    if (caption === null) editor.commands.focus();
    else editor.chain().focus().updateAttributes("table", { caption }).run();
  };
  const takePaste = (html) => {
    const { html: clean, lost } = cleaned(html, isKept);
    const { pictures, links } = notice.dataset;
    notice.textContent = [
      lost.pictures && pictures.replace("{n}", lost.pictures),
      lost.links.length && links.replace("{list}", [...new Set(lost.links)].slice(0, 3).join(", ")),
    ].filter(Boolean).join(" ");
    return clean;
  };
  const editor = new Editor({
    element: frame, content: textarea.value, editable: !textarea.disabled, injectCSS: false,
    extensions: extensions(isKept, openLink),
    editorProps: { attributes, transformPastedHTML: takePaste },
    onUpdate: () => { textarea.value = editor.isEmpty ? "" : editor.getHTML(); },
  });
  frame.append(notice);
  const say = tell(editor, toolbar, status, rove(toolbar));
  toolbar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-act]");
    if (!button) return;
    const { act } = button.dataset;
    if (act === "link") openLink();
    else if (act === "caption") openCaption();
    else if (button.getAttribute("aria-disabled") !== "true") {
      ACTS[act].run(editor.chain().focus()).run();
      if (!ACTS[act].is) say("done", button);
    }
  });
  if (textarea.form) guard(textarea.form, editor);
  label?.addEventListener("click", () => editor.commands.focus());
  document.querySelectorAll(`a[href="#${textarea.id}"]`).forEach((link) => link.addEventListener("click", (event) => {
    event.preventDefault();
    editor.commands.focus();
  }));
  document.dispatchEvent(new CustomEvent("editor:ready", { detail: { editor, textarea } }));
};
document.querySelectorAll("textarea[data-rich-text]").forEach(start);
