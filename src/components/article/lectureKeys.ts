import { toggle } from "../controls/toggle.js";
import type { Control } from "../controls/control.js";

const key = "lecture-keys";

/** Whether single letters may start a lecture and show its notes; yes, unless this browser was told otherwise. */
export function lectureKeysWanted(): boolean {
  try {
    return localStorage.getItem(key) !== "off";
  } catch {
    return true;
  }
}

/** A switch for them: who speaks to a computer, or rests a hand on its keys, may want none (WCAG 2.1.4). */
export function lectureKeys(): Control<boolean> {
  const control = toggle({ label: "L starts a lecture, and N shows its notes", value: lectureKeysWanted() });
  control.addEventListener("input", () => {
    try {
      if (control.value) localStorage.removeItem(key);
      else localStorage.setItem(key, "off");
    } catch {
      // Storage may be forbidden: the keys stay as they are, and the switch says so.
      control.value = true;
    }
  });
  return control;
}
