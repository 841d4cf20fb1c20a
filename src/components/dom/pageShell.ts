/** What every page does once, whatever its chapter. */
import { keepFigureInSight } from "../article/figureInSight.js";
import { lectureMode } from "../article/lecture.js";
import { linkSymbols } from "../article/symbolLinks.js";
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
  linkSymbols(main);
  keepFigureInSight(main);
  if (main.querySelector(".byline")) {
    lectureMode(main);
    main.append(figureSaver(main));
  }
}
layOutWhenIdle(...document.querySelectorAll("main :is(p, ol)"));
const contents = document.querySelector<HTMLDetailsElement>(".contents");
if (contents) contents.open = matchMedia("(min-width: 1100px)").matches;
