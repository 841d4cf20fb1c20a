/** How long a figure stays after the last movement of its controls, in milliseconds. */
const staysFor = 1500;

/**
 * While a control is moved and the figure beside it is out of sight, a small copy of its place in the page: the figure
 * itself, held in the corner. Its room in the page is kept, so nothing jumps.
 */
export function keepFigureInSight(root: HTMLElement): void {
  let held: { figure: HTMLElement; place: HTMLElement } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let measured = false;

  function release(): void {
    if (!held) return;
    held.figure.classList.remove("in-sight");
    held.place.remove();
    held = null;
  }

  function hold(figure: HTMLElement): void {
    if (held?.figure === figure) return;
    release();
    const place = document.createElement("div");
    place.style.height = `${figure.offsetHeight}px`;
    figure.before(place);
    figure.classList.add("in-sight");
    held = { figure, place };
  }

  // Captured, an input is heard before anything has answered it: where the figure is costs no layout yet. Once a frame
  // is enough, as one movement emits several inputs.
  root.addEventListener("input", ({ target }) => follow(target), { capture: true });

  function follow(target: EventTarget | null): void {
    if (!(target instanceof Element)) return;
    const figure = target.closest(".spread, .training-lab")?.querySelector<HTMLElement>("figure.plane");
    if (!figure || figure.contains(target)) return;
    clearTimeout(timer);
    timer = setTimeout(release, staysFor);
    if (measured) return;
    measured = true;
    requestAnimationFrame(() => (measured = false));
    const box = (held?.figure === figure ? held.place : figure).getBoundingClientRect();
    const seen = Math.min(box.bottom, innerHeight) - Math.max(box.top, 0);
    if (seen < box.height / 2) hold(figure);
    else release();
  }
}
