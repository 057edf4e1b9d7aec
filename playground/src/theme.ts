/** The light and the dark theme: what the system prefers, until the person chooses. */

import { byId } from "./page.js";

const KEPT = "attioql-theme";

export function startTheme(): void {
  const toggle = byId<HTMLButtonElement>("theme");
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");
  const chosen = (): string | null => {
    try {
      return localStorage.getItem(KEPT);
    } catch {
      return null;
    }
  };
  let theme = chosen();
  const show = (): void => {
    const isDark = theme === null ? prefersDark.matches : theme === "dark";
    document.documentElement.dataset["theme"] = isDark ? "dark" : "light";
    toggle.setAttribute("aria-pressed", String(isDark));
  };
  toggle.addEventListener("click", () => {
    theme = document.documentElement.dataset["theme"] === "dark" ? "light" : "dark";
    try {
      localStorage.setItem(KEPT, theme);
    } catch {
      // The browser keeps nothing: the choice holds for this page.
    }
    show();
  });
  prefersDark.addEventListener("change", show);
  show();
}
