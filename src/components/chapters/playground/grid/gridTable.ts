import { button } from "../../../controls/button.js";
import { element } from "../../../dom/element.js";
import { figuresTable } from "../figuresTable.js";
import { cellText, gridMeasures } from "./gridMeasures.js";
import type { MeasureName } from "./gridMeasures.js";
import type { GridState } from "./gridPlan.js";
import { settingOf, valueText } from "./gridSettings.js";

/** The heat map's values as a table; each is a button that opens its run, and what failed says why. */
export function gridTable(
  { plan, results }: GridState,
  measure: MeasureName,
  onOpen: (cell: number) => void
): HTMLElement {
  const { across, down } = plan;
  const columns = across.values.map((value) => valueText(across.setting, value));
  const rows = down.values.map((value) => valueText(down.setting, value));
  const [acrossName, downName] = [settingOf(across.setting).label, settingOf(down.setting).label];
  const { element: root, body } = figuresTable(
    `${gridMeasures[measure].label}, by ${acrossName.toLowerCase()} across and ${downName.toLowerCase()} down`,
    [downName, ...columns],
    "The grid of runs"
  );
  body.replaceChildren(
    ...rows.map((row, at) =>
      element(
        "tr",
        {},
        element("th", { scope: "row" }, row),
        ...columns.map((column, right) => {
          const cell = at * columns.length + right;
          const result = results[cell];
          const text = cellText(result, measure);
          if (!result) return element("td", {}, text);
          const open = button({ label: text, onClick: () => onOpen(cell) });
          open.setAttribute("aria-label", `${text}. Open: ${acrossName} ${column}, ${downName} ${row}`);
          return element("td", {}, open, result.fault && element("span", { class: "grid-fault" }, result.fault));
        })
      )
    )
  );
  return root;
}
