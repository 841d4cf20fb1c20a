/** What may stand between an element's tags; null, undefined and false stand for nothing. */
export type Child = Node | string | null | undefined | false;

type Attribute = string | number | boolean | null | undefined;

let created = 0;

/** An id no other element of the page has, for `for`, `aria-describedby` and their like. */
export function uniqueId(prefix: string): string {
  created += 1;
  return `${prefix}-${created}`;
}

function dress<E extends Element>(target: E, attributes: Record<string, Attribute>, children: Child[]): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    target.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) if (child) target.append(child);
  return target;
}

/** An HTML element with its attributes (false, null and undefined leave one out) and children. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, Attribute> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  return dress(document.createElement(tag), attributes, children);
}

/** An SVG element with its attributes and children. */
export function svgElement<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Record<string, Attribute> = {},
  ...children: Child[]
): SVGElementTagNameMap[K] {
  return dress(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}
