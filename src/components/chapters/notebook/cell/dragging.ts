import { element } from "../../../dom/element.js";

/** Pixels the pointer travels before a press is a drag: less is a click, which opens the menu. */
const threshold = 6;

/**
 * Lets a cell be dragged by its handle. A line shows where it would come to lie; Escape lets go of it.
 * @param list holds the cells, one below the other @param onDrop is told the place among the others, counted from 0
 */
export function dragByHandle(
  handle: HTMLElement,
  cell: HTMLElement,
  list: HTMLElement,
  onDrop: (to: number) => void
): void {
  handle.addEventListener("pointerdown", (down) => {
    if (down.button !== 0) return;
    const line = element("div", { class: "drop-line", "aria-hidden": "true" });
    let dragging = false;
    let to = 0;
    let pointer = down.clientY;
    let frame = 0;

    const others = (): HTMLElement[] =>
      [...list.querySelectorAll<HTMLElement>(":scope > .cell")].filter((c) => c !== cell);

    function start(): void {
      dragging = true;
      cell.setAttribute("data-dragging", "");
      list.append(line);
      const tick = (): void => {
        // Near an edge of the window the page goes along.
        const edge = 70;
        const over = pointer < edge ? pointer - edge : Math.max(0, pointer - (innerHeight - edge));
        if (over !== 0) scrollBy(0, over / 4);
        place();
        frame = requestAnimationFrame(tick);
      };
      frame = requestAnimationFrame(tick);
    }

    function place(): void {
      const all = others();
      to = all.findIndex((each) => {
        const box = each.getBoundingClientRect();
        return pointer < box.top + box.height / 2;
      });
      if (to < 0) to = all.length;
      const top = list.getBoundingClientRect().top;
      const at =
        to < all.length ? all[to].getBoundingClientRect().top : (all.at(-1)?.getBoundingClientRect().bottom ?? top);
      line.style.top = `${at - top - 1}px`;
    }

    const move = (event: PointerEvent): void => {
      pointer = event.clientY;
      if (!dragging && Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) > threshold) start();
    };
    const end = (event: PointerEvent | KeyboardEvent): void => {
      if (event instanceof KeyboardEvent && event.key !== "Escape") return;
      handle.removeEventListener("pointermove", move);
      for (const type of ["pointerup", "pointercancel"] as const) handle.removeEventListener(type, end);
      document.removeEventListener("keydown", end, true);
      cancelAnimationFrame(frame);
      line.remove();
      cell.removeAttribute("data-dragging");
      if (!dragging) return;
      // The click that follows a drag opens no menu. It may not come, where the pointer is let go elsewhere.
      const noClick = (click: Event): void => click.stopImmediatePropagation();
      handle.addEventListener("click", noClick, { capture: true, once: true });
      setTimeout(() => handle.removeEventListener("click", noClick, { capture: true }), 50);
      if (event.type === "pointerup") onDrop(to);
      else event.preventDefault();
    };
    // From the start: a quick pointer is off the handle before its first move is told.
    handle.setPointerCapture(down.pointerId);
    handle.addEventListener("pointermove", move);
    for (const type of ["pointerup", "pointercancel"] as const) handle.addEventListener(type, end);
    document.addEventListener("keydown", end, true);
  });
}
