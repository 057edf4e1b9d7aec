/** Shows the little Markdown that the package writes: paragraphs, list items, code and bold text. */

const INLINE = /`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\([^)]*\)/g;

export function markdown(text: string): HTMLElement {
  const made = document.createElement("div");
  made.className = "markdown";
  for (const block of text.split(/\n{2,}/)) {
    const paragraph = document.createElement("p");
    block.split("\n").forEach((line, number) => {
      if (number > 0) paragraph.append(document.createElement("br"));
      paragraph.append(...inline(line));
    });
    made.append(paragraph);
  }
  return made;
}

/** Return a line with its code and bold text as elements. Nothing of the text is read as HTML. */
export function inline(line: string): Node[] {
  const made: Node[] = [];
  let at = 0;
  for (const found of line.matchAll(INLINE)) {
    made.push(document.createTextNode(line.slice(at, found.index)));
    const [whole, code, bold, link] = found;
    const element = document.createElement(code !== undefined ? "code" : bold !== undefined ? "strong" : "span");
    element.textContent = code ?? bold ?? link ?? whole;
    made.push(element);
    at = found.index + whole.length;
  }
  made.push(document.createTextNode(line.slice(at)));
  return made;
}
