// What every page may load: live progress of a job, the before/after slider, the phone's position, buttons that print. A page works
// without it; nothing here changes what a page says, only when and how it shows it.

import { slider } from "./compare";
import { hand } from "./hand";
import { position } from "./position";
import { progress } from "./progress";

document.querySelectorAll<HTMLElement>("[data-progress]").forEach(progress);
document.querySelectorAll<HTMLElement>("[data-compare]").forEach(slider);
document.querySelectorAll<HTMLFormElement>("form[data-hand]").forEach(hand);
document.querySelectorAll<HTMLFormElement>("form[data-position]").forEach(position);
document.querySelectorAll<HTMLElement>("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});
