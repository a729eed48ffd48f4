// A draft on the table: a tap on the map ticks the group in the list and the other way round, and the
// bar says how much is chosen. Without this each field of the map is a link that chooses its group.

export function hand(form: HTMLFormElement): void {
  const pattern = form.dataset["hand"] ?? "";
  const none = form.dataset["none"] ?? "";
  const said = form.querySelector<HTMLElement>("[data-chosen]");
  const boxes = new Map<string, HTMLInputElement>();
  form.querySelectorAll<HTMLInputElement>('input[name="to"]').forEach((box) => {
    boxes.set(box.value, box);
  });
  const fields = new Map<string, Element>();
  const numbers = new Intl.NumberFormat(document.documentElement.lang || "vi");

  const show = (): void => {
    let count = 0;
    let households = 0;
    boxes.forEach((box, id) => {
      fields.get(id)?.classList.toggle("is-chosen", box.checked);
      if (!box.checked) return;
      count += 1;
      households += Number(box.dataset["households"] ?? 0);
    });
    if (!said) return;
    const text = pattern
      .replace("{n}", numbers.format(count))
      .replace("{h}", numbers.format(households));
    said.textContent = count === 0 ? none : text;
  };

  form.querySelectorAll("a[data-group]").forEach((field) => {
    const id = field.getAttribute("data-group") ?? "";
    fields.set(id, field);
    field.addEventListener("click", (event) => {
      const box = boxes.get(id);
      if (!box) return;
      event.preventDefault();
      box.checked = !box.checked;
      const list = box.closest("details");
      if (list && box.checked) list.open = true;
      show();
    });
  });
  form.addEventListener("change", show);
  show();
}
