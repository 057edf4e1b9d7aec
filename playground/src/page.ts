/** Finds and makes elements of the page. */

export function byId<Kind extends HTMLElement = HTMLElement>(id: string): Kind {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`no element ${id}`);
  return found as Kind;
}

/** Make an element with a text or with other elements in it. */
export function made<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  inside: string | (Node | string)[] = "",
  className = "",
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  element.append(...(typeof inside === "string" ? [inside] : inside));
  if (className !== "") element.className = className;
  return element;
}

export function button(label: string, onClick: () => void): HTMLButtonElement {
  const element = made("button", label);
  element.type = "button";
  element.addEventListener("click", onClick);
  return element;
}
