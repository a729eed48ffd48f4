// What every page may load: live progress of a job, and the before/after slider. A page works
// without it; nothing here changes what a page says, only when and how it shows it.

import { slider } from "./compare";
import { progress } from "./progress";

document.querySelectorAll<HTMLElement>("[data-progress]").forEach(progress);
document.querySelectorAll<HTMLElement>("[data-compare]").forEach(slider);
