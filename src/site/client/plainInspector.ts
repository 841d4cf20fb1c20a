/**
 * What a published page shows in a cell that gives no element: a value's text, or an error's message. Framework's own
 * inspector folds out any object, and weighs 19 KB that no cell here needs.
 */
export class Inspector {
  constructor(private readonly node: HTMLElement) {
    node.classList.add("observablehq");
  }

  fulfilled(value: unknown): void {
    if (value instanceof Node) this.node.replaceChildren(value);
    else this.show(value);
  }

  rejected(error: unknown): void {
    this.node.classList.add("observablehq--error");
    this.show(error);
  }

  private show(value: unknown): void {
    const text = document.createElement("div");
    text.className = "observablehq--inspect";
    text.textContent = String(value);
    this.node.replaceChildren(text);
  }
}
