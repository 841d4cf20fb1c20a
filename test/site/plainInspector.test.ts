// @vitest-environment jsdom
import { expect, it } from "vitest";
import { Inspector } from "../../src/site/client/plainInspector.js";

it("shows an element itself, any other value's text, and of an error the message, marked as an error", () => {
  const node = document.createElement("div");
  const inspector = new Inspector(node);
  const figure = document.createElement("figure");
  inspector.fulfilled(figure);
  expect(node.firstChild).toBe(figure);
  inspector.fulfilled(0.5);
  expect(node.innerHTML).toBe('<div class="observablehq--inspect">0.5</div>');
  inspector.rejected(new TypeError("x is not a number"));
  expect(node.textContent).toBe("TypeError: x is not a number");
  expect([...node.classList]).toEqual(["observablehq", "observablehq--error"]);
});
