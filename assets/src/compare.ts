// Two pictures side by side become one with a slider between before and after. The slider is an
// ordinary range input, so that keys and assistive technology move it.

export function slider(root: HTMLElement): void {
  const [before, after] = Array.from(root.querySelectorAll<HTMLElement>("[data-side]"));
  const label = root.dataset["compare"];
  if (!before || !after || !label) return;
  const range = document.createElement("input");
  range.type = "range";
  range.min = "0";
  range.max = "100";
  range.value = "50";
  range.setAttribute("aria-label", label);
  const show = () => {
    after.style.clipPath = `inset(0 0 0 ${range.value}%)`;
    root.style.setProperty("--cut", `${range.value}%`);
  };
  range.addEventListener("input", show);
  // Under a slider both are needed at once: one lies behind the other, where a lazy picture may not load.
  for (const picture of root.querySelectorAll("img")) picture.loading = "eager";
  root.classList.add("is-stacked");
  root.append(range);
  show();
}
