/** What every page does once, whatever its chapter: the theme's control, and formulas that a keyboard can scroll. */
import { scrollByKeys } from "./scrollByKeys.js";
import { themeToggle } from "../controls/themeToggle.js";

document.querySelector("#theme")?.append(themeToggle());
scrollByKeys(document.querySelectorAll(".katex-display"), "formula, wider than the screen");
