/** What every page does once, whatever its chapter. */
import { keepFigureInSight } from "../article/figureInSight.js";
import { themeToggle } from "../controls/themeToggle.js";
import { searchButton } from "../search/searchButton.js";
import { figureSaver } from "../figures/figureSaver.js";
import { layOutWhenIdle } from "./layOutWhenIdle.js";
import { scrollByKeys } from "./scrollByKeys.js";

document.querySelector("#search")?.append(searchButton());
document.querySelector("#theme")?.append(themeToggle());
scrollByKeys(document.querySelectorAll(".katex-display"), "formula, wider than the screen");
const main = document.querySelector<HTMLElement>("main");
if (main) {
  keepFigureInSight(main);
  // Pages of tools have neither letters to explain nor steps to show.
  if (main.querySelector("[data-symbol]"))
    void import("../article/symbolLinks.js").then(({ linkSymbols }) => linkSymbols(main));
  if (main.querySelector(".byline")) {
    void import("../article/lecture.js").then(({ lectureMode }) => lectureMode(main));
    main.append(figureSaver(main));
  }
}
layOutWhenIdle(...document.querySelectorAll("main :is(p, ol)"));
const contents = document.querySelector<HTMLDetailsElement>(".contents");
if (contents) contents.open = matchMedia("(min-width: 1100px)").matches;
