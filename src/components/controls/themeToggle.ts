import { choice } from "./choice.js";
import type { Control } from "./control.js";

export type Theme = "system" | "light" | "dark";

const key = "theme";

/** System, light or dark, for the whole site; remembered where the browser lets it be. */
export function themeToggle(): Control<Theme> {
  const control = choice<Theme>({
    label: "Theme",
    hideLabel: true,
    kind: "segmented",
    options: [
      { value: "system", label: "Auto" },
      { value: "light", label: "Light" },
      { value: "dark", label: "Dark" }
    ],
    value: storedTheme()
  });
  control.classList.add("theme-toggle");
  applyTheme(control.value);
  control.addEventListener("input", () => {
    applyTheme(control.value);
    try {
      if (control.value === "system") localStorage.removeItem(key);
      else localStorage.setItem(key, control.value);
    } catch {
      // Storage may be forbidden; the choice then holds for this page.
    }
  });
  return control;
}

function storedTheme(): Theme {
  try {
    const stored = localStorage.getItem(key);
    return stored === "light" || stored === "dark" ? stored : "system";
  } catch {
    return "system";
  }
}

function applyTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
