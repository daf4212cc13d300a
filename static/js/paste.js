/* What Word, Outlook, Google Docs, LibreOffice and web pages paste, as a text of ours: paragraphs that draw a list become
   one, weights become strong and em, tables of data stay tables, those that only lay out a page go. */
const BOLD = /^(bold|bolder|[6-9]00)$/;
const DRAWN = /^[\s\u00a0]*(?:[·•●▪§o–-]|(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{2,5})[.)])(?:[\s\u00a0]+|$)/;
const NUMBER = /^\(?[\da-z.]*[\da-z][.)]$/i;
const ROMAN = { i: 1, v: 5, x: 10, l: 50, c: 100, d: 500, m: 1000 };
const KINDS = { "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A", "lower-roman": "i", "upper-roman": "I" };
const LINE = /\b(solid|double|dashed|dotted|groove|ridge|inset|outset)\b/;
const BLOCKS = "p, div, ul, ol, li, table, blockquote, h1, h2, h3, h4, h5, h6, hr, section, article";

/* The inline properties of a node, each by its own name: « mso-bidi-font-weight » is not « font-weight ». */
const properties = (node) => new Map(
  (node.dataset.style ?? "").split(";").map((pair) => pair.split(/:(.*)/s).slice(0, 2).map((part) => part.trim().toLowerCase())),
);
const property = (node, name) => properties(node).get(name) ?? "";
const unwrap = (node) => node.replaceWith(...node.childNodes);
const rename = (node, name) => {
  const other = node.ownerDocument.createElement(name);
  other.append(...node.childNodes);
  Object.assign(other.dataset, node.dataset);
  node.replaceWith(other);
  return other;
};
const wrap = (node, name) => {
  const inner = node.ownerDocument.createElement(name);
  inner.append(...node.childNodes);
  node.append(inner);
};
const isBlank = (text) => !/[^\s\u00a0]/.test(text);
const words = (node) => node.textContent.replace(/[\s\u00a0]+/g, " ").trim();

/* Our rules refuse inline styles: they are read from another attribute. */
const parse = (html) => {
  const quiet = html
    .replace(/<!--[\s\S]*?-->|<!\[[\s\S]*?\]>|<style[\s\S]*?<\/style>/gi, "")
    .replace(/(<[a-z][^<>]*?\s)style(?=\s*=)/gi, "$1data-style");
  return new DOMParser().parseFromString(quiet, "text/html").body;
};

const isUnseen = (node) => {
  const found = properties(node);
  return found.get("display") === "none" || found.get("mso-hide") === "all" || found.get("mso-element") === "comment-list";
};
const isSpacer = (picture) => [picture.getAttribute("width"), picture.getAttribute("height")].some((size) => /^[0-3](px)?$/.test(size ?? ""));
const layOut = (div) => {
  const isFrame = [...div.childNodes].every((node) => (node.nodeType === 1 ? node.matches(BLOCKS) : isBlank(node.textContent)));
  if (isFrame && div.children.length) unwrap(div);
};

/* How an item that a paragraph draws is marked, and the paragraph without that mark. */
const takeMark = (node) => {
  const sign = [...node.querySelectorAll("span")].find((span) => property(span, "mso-list") === "ignore");
  if (sign) {
    sign.remove();
    return words(sign);
  }
  const found = DRAWN.exec(node.textContent);
  if (!found) return "";
  let left = found[0].length;
  const texts = node.ownerDocument.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  while (left && texts.nextNode()) {
    const { length } = texts.currentNode.data;
    texts.currentNode.data = texts.currentNode.data.slice(left);
    left -= Math.min(left, length);
  }
  return words({ textContent: found[0] });
};
const drawnItem = (node) => {
  const drawn = property(node, "mso-list");
  if (/none/.test(drawn) || !drawn && !/MsoListParagraph/.test(node.className)) return null;
  const mark = takeMark(node);
  if (!mark && !drawn) return null;
  const [, list = "", level = "1"] = /^(l\d+) level(\d+)/.exec(drawn) ?? [];
  return { list: `${list} ${/lfo\d+/.exec(drawn)?.[0] ?? ""}`, level: Number(level), mark: NUMBER.test(mark) ? mark : "" };
};
/* Word on the web: each item is a list of its own, that says which list and which level it is of. */
const splitWebList = (list) => {
  const items = new Map();
  [...list.children].forEach((node, rank) => {
    const kind = KINDS[property(node, "list-style-type")] ?? list.getAttribute("type") ?? "1";
    const isNumbered = list.matches("ol");
    items.set(node, {
      list: node.dataset.listid, level: Number(node.dataset.ariaLevel ?? 1), kind, start: list.start + rank, mark: isNumbered ? "1." : "",
    });
  });
  unwrap(list);
  return items;
};

const roman = (text) => [...text].reduce((sum, letter, place) => {
  const [value, next] = [ROMAN[letter], ROMAN[text[place + 1]] ?? 0];
  return sum + (value < next ? -value : value);
}, 0);
/* The kind and the start of the list whose items are marked so. */
const counted = (items) => {
  if (items[0].kind) return items[0];
  const marks = items.map(({ mark }) => mark.replace(/[^\da-z]+/gi, " ").trim().split(" ").pop());
  const [first] = marks;
  if (/^\d/.test(first)) return { kind: "1", start: Number(first) };
  const lower = first.toLowerCase();
  const isRoman = lower === "i" || marks.some((mark) => /^[ivxlcdm]{2,}$/i.test(mark));
  const start = isRoman ? roman(lower) : lower.charCodeAt(0) - 96;
  const kind = isRoman ? "i" : "a";
  return { kind: first === lower ? kind : kind.toUpperCase(), start };
};
const drawList = ({ items }, page) => {
  const list = page.createElement(items[0].mark ? "ol" : "ul");
  if (items[0].mark) {
    const { kind, start } = counted(items);
    if (kind !== "1") list.setAttribute("type", kind);
    if (start !== 1) list.setAttribute("start", start);
  }
  list.append(...items.map(({ node, inner }) => {
    const item = node.matches("li") ? node : rename(node, "li");
    item.append(...inner.map((other) => drawList(other, page)));
    return item;
  }));
  return list;
};
/* Items that follow each other, by list and by level. */
const nest = (run) => {
  const tops = [];
  const open = [];
  for (const item of run) {
    while (open.length && open.at(-1).level > item.level) open.pop();
    const last = open.at(-1);
    if (last?.level === item.level && (last.list !== item.list || !last.items[0].mark !== !item.mark)) open.pop();
    if (open.at(-1)?.level !== item.level) {
      const fresh = { level: item.level, list: item.list, items: [] };
      (open.at(-1)?.items.at(-1).inner ?? tops).push(fresh);
      open.push(fresh);
    }
    open.at(-1).items.push({ ...item, inner: [] });
  }
  return tops;
};
const makeLists = (body) => {
  const items = new Map();
  body.querySelectorAll("p, h1, h2, h3, h4, h5, h6").forEach((node) => {
    const item = drawnItem(node);
    if (item) items.set(node, item);
  });
  new Set([...body.querySelectorAll("li[data-listid]")].map((item) => item.parentElement)).forEach((list) => {
    splitWebList(list).forEach((item, node) => items.set(node, item));
  });
  const runs = [];
  body.querySelectorAll("*").forEach((node) => {
    if (!items.has(node)) return;
    if (!items.has(node.previousElementSibling)) runs.push([]);
    runs.at(-1).push({ node, ...items.get(node) });
  });
  runs.forEach((run) => {
    const place = body.ownerDocument.createComment("");
    run[0].node.before(place);
    place.replaceWith(...nest(run).map((list) => drawList(list, body.ownerDocument)));
  });
};
/* Lists that stand between items belong to the item before; one list cut in two goes on. */
const joinLists = (body) => {
  body.querySelectorAll(":is(ul, ol) > :is(ul, ol)").forEach((list) => {
    const before = list.previousElementSibling;
    const item = before?.matches("li") ? before : list.parentElement.insertBefore(body.ownerDocument.createElement("li"), list);
    item.append(list);
  });
  body.querySelectorAll("ol").forEach((list) => {
    const kind = KINDS[property(list.firstElementChild ?? list, "list-style-type") || property(list, "list-style-type")];
    if (kind) list.setAttribute("type", kind);
  });
  [...body.querySelectorAll("ol")].forEach((list) => {
    const before = list.previousElementSibling;
    const goesOn = before?.matches("ol") && before.type === list.type && list.start === before.start + before.children.length;
    if (!goesOn || !isBlank(list.previousSibling.textContent) && list.previousSibling !== before) return;
    before.append(...list.children);
    list.remove();
  });
};

const weigh = (body) => {
  body.querySelectorAll(":is(b, strong)[data-style]").forEach((node) => {
    if (/^(normal|[1-5]00)$/.test(property(node, "font-weight"))) unwrap(node);
  });
  body.querySelectorAll(":is(i, em)[data-style]").forEach((node) => {
    if (property(node, "font-style") === "normal") unwrap(node);
  });
  body.querySelectorAll(":is(span, font, p)[data-style]").forEach((node) => {
    if (BOLD.test(property(node, "font-weight"))) wrap(node, "strong");
    if (property(node, "font-style") === "italic") wrap(node, "em");
  });
  body.querySelectorAll(":is(h2, h3) :is(b, strong)").forEach(unwrap);
};

const isFramed = (node) => [...properties(node)].some(([name, value]) => name.startsWith("border") && LINE.test(value) && !/^0/.test(value));
/* Whether a table only lays out a page: nothing in it says that it holds data. */
const isLayout = (table) => {
  const cells = [...table.rows].flatMap((row) => [...row.cells]);
  if (/^(presentation|none)$/.test(table.getAttribute("role")) || table.querySelector("table") || cells.length < 2) return true;
  const isData = table.tHead || table.caption || table.querySelector("th") || Number(table.getAttribute("border")) > 0
    || [table, ...cells].some(isFramed) || cells.some((cell) => /\bxl/.test(cell.className));
  if (isData) return false;
  return table.getAttribute("border") === "0" || table.rows.length < 2 || [...table.rows].every((row) => row.cells.length < 2);
};
const flatten = (table) => {
  const cells = [...table.rows].flatMap((row) => [...row.cells]).filter((cell) => !isBlank(cell.textContent));
  cells.forEach((cell) => { if (!cell.querySelector(BLOCKS)) wrap(cell, "p"); });
  table.replaceWith(...cells.flatMap((cell) => [...cell.childNodes]));
};
const isStrong = (cell) => {
  const bare = cell.cloneNode(true);
  bare.querySelectorAll("b, strong").forEach((node) => node.remove());
  return isBlank(bare.textContent);
};
const tidy = (table) => {
  const label = [table.previousElementSibling, table.nextElementSibling].find((node) => node?.matches(".MsoCaption"));
  if (label && !table.caption) table.createCaption().textContent = label.textContent;
  label?.remove();
  if (table.caption) table.caption.textContent = words(table.caption);
  table.querySelectorAll("colgroup, col").forEach((node) => node.remove());
  const [first] = table.rows;
  const heads = [...(table.tHead?.rows ?? [])].flatMap((row) => [...row.cells]);
  if (!heads.length && !table.querySelector("th") && table.rows.length > 1 && words(first) && [...first.cells].every(isStrong)) {
    heads.push(...first.cells);
  }
  heads.filter((cell) => cell.matches("td")).forEach((cell) => {
    const head = rename(cell, "th");
    ["colspan", "rowspan"].filter((name) => cell.hasAttribute(name)).forEach((name) => head.setAttribute(name, cell.getAttribute(name)));
  });
  table.querySelectorAll("th :is(b, strong)").forEach(unwrap);
  table.querySelectorAll("h1, h2, h3, h4, h5, h6").forEach((title) => wrap(rename(title, "p"), "strong"));
};

/* The clean HTML of a paste, and what of it cannot be kept. */
export const cleaned = (html, isKept) => {
  const lost = { pictures: 0, links: [] };
  if (html.includes("data-pm-slice")) return { html, lost };
  const body = parse(html);
  const each = (selector, act) => [...body.querySelectorAll(selector)].forEach(act);
  each("script, title, meta, link, xml, span.EOP, br.Apple-interchange-newline", (node) => node.remove());
  each("[data-style]", (node) => { if (isUnseen(node)) node.remove(); });
  each("img, svg, video, audio, object, iframe, embed, canvas", (node) => {
    if (!isSpacer(node)) lost.pictures += 1;
    node.remove();
  });
  each("a", (link) => {
    const address = (link.getAttribute("href") ?? "").trim();
    if (address && !isKept(address)) lost.links.push(address);
    if (!address || !isKept(address)) unwrap(link);
  });
  each("*", (node) => { if (node.localName.includes(":")) unwrap(node); });
  each("div", layOut);
  makeLists(body);
  each("[role=heading]", (title) => rename(title, Number(title.getAttribute("aria-level")) > 2 ? "h3" : "h2"));
  each("h1, p.MsoTitle", (title) => rename(title, "h2"));
  each("h4, h5, h6", (title) => rename(title, "h3"));
  joinLists(body);
  weigh(body);
  [...body.querySelectorAll("table")].reverse().forEach((table) => (isLayout(table) ? flatten : tidy)(table));
  each("[data-style]", (node) => node.removeAttribute("data-style"));
  return { html: body.innerHTML, lost };
};
