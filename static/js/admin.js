/* Lists that are searched while typing (Select2) lose the label of their field: it is given back to each of their parts. */
const $ = window.django?.jQuery;
const labelOf = (select) => document.querySelector(`label[for="${select.id}"]`);

const name = (select) => {
  const label = labelOf(select);
  const box = select.nextElementSibling?.querySelector("[role=combobox]");
  if (!label || !box) return;
  label.id ||= `${select.id}_label`;
  const value = box.querySelector("[role=textbox]");
  box.setAttribute("aria-labelledby", `${label.id} ${value?.id ?? ""}`.trim());
  box.setAttribute("aria-controls", `select2-${select.id}-results`);
  value?.setAttribute("aria-labelledby", label.id);
};
const nameAll = () => document.querySelectorAll("select.admin-autocomplete").forEach(name);

if ($?.fn.select2) {
  $.fn.select2.defaults.set("dropdownParent", $("main"));
  $(document).on("select2:open", (event) => document
    .querySelector(".select2-container--open .select2-search__field")
    ?.setAttribute("aria-label", labelOf(event.target)?.textContent.trim() ?? ""));
  new MutationObserver(nameAll).observe(document.querySelector("main"), { childList: true, subtree: true });
}
