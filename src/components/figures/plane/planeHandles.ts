import { emitInput, withValue } from "../../controls/control.js";
import { svgElement } from "../../dom/element.js";
import { readable } from "../../dom/readable.js";
import { placeOverlay } from "./placeOverlay.js";
import type { Margin } from "./planeAxes.js";
import type { PlaneOverlay } from "./planeFigure.js";
import type { PlaneScale } from "./planeScale.js";

export type Place = readonly [number, number];

/** One thing to drag: its name for assistive technology, the letter on it, and the handle its arrow starts from. */
export interface Handle {
  readonly label: string;
  readonly letter: string;
  readonly place: Place;
  readonly from?: number;
  readonly shape?: "circle" | "square" | "diamond";
  /** The letter of the model that it stands for. */
  readonly symbol?: string;
}

/** A cross in the plane, its arms as long as its share. */
export interface Cross {
  readonly place: Place;
  readonly share: number;
}

/**
 * Handles over a plane, each dragged by pointer or moved by arrow keys (with Shift in larger steps). The value is the
 * place of each handle; a handle that is the start of others' arrows carries them along.
 */
export interface PlaneHandles extends SVGSVGElement, Pick<PlaneOverlay, "layOut"> {
  value: readonly Place[];
  /** Marks drawn under the handles. */
  update(changes: { readonly crosses: readonly Cross[] }): void;
}

export function planeHandles(handles: readonly Handle[]): PlaneHandles {
  let places: Place[] = handles.map(({ place }) => place);
  let scale: PlaneScale | null = null;
  let crosses: readonly Cross[] = [];
  const overlay = svgElement("svg", { class: "plane-handles" });
  const marks = svgElement("g", { class: "handle-crosses", "aria-hidden": "true" });
  const arrows = handles.map(() => svgElement("line", { class: "handle-arrow", "aria-hidden": "true" }));
  const knobs = handles.map(({ label, letter, symbol, shape = "circle" }) => {
    const knob = svgElement(
      "g",
      { class: `handle handle-${shape}`, tabindex: 0, role: "slider", "aria-label": label, "data-symbol": symbol },
      svgElement("circle", { class: "handle-reach", r: 20 }),
      shape === "circle"
        ? svgElement("circle", { class: "handle-knob", r: 10 })
        : svgElement("rect", { class: "handle-knob", x: -9, y: -9, width: 18, height: 18 }),
      svgElement("text", { dy: "0.35em", "text-anchor": "middle", "aria-hidden": "true" }, letter)
    );
    if (shape === "diamond") knob.querySelector("rect")!.setAttribute("transform", "rotate(45) scale(0.9)");
    return knob;
  });
  overlay.append(marks, ...arrows, ...knobs);
  describe();

  const control = withValue<readonly Place[], SVGSVGElement>(
    overlay,
    () => places,
    (next) => {
      places = next.map(([x1, x2]) => [x1, x2]);
      draw();
    }
  );

  function move(index: number, to: Place): void {
    if (!scale) return;
    const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
    const place: Place = [clamp(to[0], scale.xmin, scale.xmax), clamp(to[1], scale.ymin, scale.ymax)];
    const [dx, dy] = [place[0] - places[index][0], place[1] - places[index][1]];
    if (dx === 0 && dy === 0) return;
    places = places.map((other, i) =>
      i === index ? place : handles[i].from === index ? [other[0] + dx, other[1] + dy] : other
    );
    draw();
    emitInput(overlay);
  }

  /** Where each handle is, for who hears the page: also before the plane is drawn. */
  function describe(): void {
    knobs.forEach((knob, i) => {
      knob.setAttribute("aria-valuetext", `(${readable(places[i][0])}, ${readable(places[i][1])})`);
      knob.setAttribute("aria-valuenow", places[i][0].toFixed(3));
    });
  }

  function draw(): void {
    describe();
    if (!scale) return;
    const { x, y } = scale;
    marks.replaceChildren(
      ...crosses.map(({ place: [x1, x2], share }) => {
        const r = 3 + 9 * Math.sqrt(share);
        const [px, py] = [x(x1), y(x2)];
        return svgElement("path", { d: `M${px - r},${py}H${px + r}M${px},${py - r}V${py + r}` });
      })
    );
    handles.forEach(({ from }, i) => {
      const [px, py] = [x(places[i][0]), y(places[i][1])];
      knobs[i].setAttribute("transform", `translate(${px},${py})`);
      if (from === undefined) return;
      arrows[i].setAttribute("x1", String(x(places[from][0])));
      arrows[i].setAttribute("y1", String(y(places[from][1])));
      arrows[i].setAttribute("x2", String(px));
      arrows[i].setAttribute("y2", String(py));
    });
  }

  knobs.forEach((knob, index) => {
    knob.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      knob.setPointerCapture(event.pointerId);
      knob.focus();
      event.preventDefault();
    });
    knob.addEventListener("pointermove", (event) => {
      if (!scale || !knob.hasPointerCapture(event.pointerId)) return;
      const box = overlay.getBoundingClientRect();
      move(index, scale.invert(event.clientX - box.left, event.clientY - box.top));
    });
    knob.addEventListener("keydown", (event) => {
      const direction = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
      if (!direction || event.ctrlKey || event.altKey || event.metaKey) return;
      const stride = event.shiftKey ? 0.1 : 0.02;
      move(index, [places[index][0] + stride * direction[0], places[index][1] + stride * direction[1]]);
      event.preventDefault();
      event.stopPropagation();
    });
  });

  return Object.assign(control, {
    layOut(next: PlaneScale, margin: Margin) {
      scale = next;
      placeOverlay(overlay, next, margin);
      for (const knob of knobs) {
        knob.setAttribute("aria-valuemin", String(next.xmin));
        knob.setAttribute("aria-valuemax", String(next.xmax));
      }
      draw();
    },
    update(changes: { readonly crosses: readonly Cross[] }) {
      ({ crosses } = changes);
      draw();
    }
  });
}
