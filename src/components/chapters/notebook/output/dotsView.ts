import type { DotsSpec } from "../../../../notebook/values/figure.js";
import { dotDistribution } from "../../../figures/chart/dotDistribution.js";

/** Values as dots, with other values marked among them; new marks are drawn in place. */
export function dotsView(first: DotsSpec): { element: HTMLElement; update(figure: DotsSpec): boolean } {
  const root = dotDistribution(first);
  const fixed = ({ label, values, dotName, xName, domain }: DotsSpec): string =>
    JSON.stringify([label, values, dotName, xName, domain]);
  const key = fixed(first);
  return {
    element: root,
    update(next) {
      if (fixed(next) !== key) return false;
      root.update({ marks: next.marks });
      return true;
    }
  };
}
