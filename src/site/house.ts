/**
 * The house in a picture: docs/images/house.svg, one box a folder of src/ and an arrow for what it imports, read from
 * the sources. `npm run house` draws it; a test fails when the picture is out of date.
 */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { parse } from "es-module-lexer/js";
import { pageCode } from "./packageNames.js";

/** What stands in each room, in a few words. */
const rooms: Readonly<Record<string, string>> = {
  pages: "chapters: prose, inputs, calls",
  components: "what draws, what is operated",
  notebook: "a reader's notebook; no DOM",
  exercise: "the lab’s cells and checks",
  language: "the formulas readers type",
  kernel: "the hot loops, and workers",
  search: "what is searched, and how",
  workers: "what every worker shares",
  data: "loaders: trained machines",
  package: "what npm pack contains",
  rbm: "the library"
};

/** Which room imports values or types from which. */
export function roomImports(root: string): Map<string, Set<string>> {
  const arrows = new Map(Object.keys(rooms).map((room) => [room, new Set<string>()]));
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const [first, ...rest] = relative(root, path).split(sep);
    const room = rest.length === 0 ? "pages" : first;
    if (!entry.isFile() || !arrows.has(room) || !/\.(md|ts)$/.test(path)) continue;
    if (room === "kernel" && rest[0] === "assembly") continue;
    const text = readFileSync(path, "utf8");
    for (const statement of parse(path.endsWith(".md") ? pageCode(text) : text)[0]) {
      if (statement.type === "import-meta" || !statement.specifier?.startsWith(".")) continue;
      const [to] = relative(root, join(dirname(path), statement.specifier)).split(sep);
      if (to !== room && arrows.has(to)) arrows.get(room)!.add(to);
    }
  }
  return arrows;
}

/** The picture as SVG, with an arrow left out if a longer way round says the same. */
export function drawHouse(arrows: ReadonlyMap<string, ReadonlySet<string>>): string {
  const floor = new Map([...arrows.keys()].map((room) => [room, height(room, arrows)]));
  const top = Math.max(...floor.values());
  const [wide, high, gapX, gapY] = [216, 56, 24, 44];
  const floors = Array.from({ length: top + 1 }, (_, level) =>
    [...arrows.keys()].filter((room) => floor.get(room) === top - level)
  );
  const width = Math.max(...floors.map(({ length }) => length)) * (wide + gapX) + gapX;
  const place = new Map(
    floors.flatMap((names, level) => {
      const left = (width - names.length * (wide + gapX) + gapX) / 2;
      return names.map((name, i) => [name, { x: left + i * (wide + gapX), y: 16 + level * (high + gapY) }] as const);
    })
  );
  const lines = [...arrows].flatMap(([from, others]) =>
    [...others]
      .filter((to) => ![...others].some((between) => between !== to && reaches(between, to, arrows)))
      .sort()
      .map((to) => {
        const [a, b] = [place.get(from)!, place.get(to)!];
        const [x1, y1, x2, y2] = [a.x + wide / 2, a.y + high, b.x + wide / 2, b.y - 5];
        const bend = (y2 - y1) / 2;
        return `<path d="M${x1} ${y1}C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2}" marker-end="url(#tip)"/>`;
      })
  );
  const boxes = [...place].map(
    ([name, { x, y }]) =>
      `<g transform="translate(${x} ${y})"><rect width="${wide}" height="${high}" rx="6"/>` +
      `<text x="12" y="23" class="name">${name === "pages" ? "src/*.md" : `src/${name}/`}</text>` +
      `<text x="12" y="43">${rooms[name]}</text></g>`
  );
  const total = 16 + floors.length * (high + gapY) - gapY + 16;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${total}" viewBox="0 0 ${width} ${total}" role="img" aria-label="The folders of src and what each imports; every arrow points down, to src/rbm.">
<style>text{font:13px system-ui,sans-serif;fill:#222}.name{font:600 14px ui-monospace,monospace}rect{fill:#f4f6fa;stroke:#51617f}path{fill:none;stroke:#51617f;stroke-width:1.5}.paper{fill:#fff;stroke:none}.tip{fill:#51617f;stroke:none}</style>
<defs><marker id="tip" viewBox="0 0 8 8" refX="4" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="tip" d="M0 0L8 4L0 8z"/></marker></defs>
<rect class="paper" width="${width}" height="${total}"/>
${lines.join("\n")}
${boxes.join("\n")}
</svg>
`;
}

/** How many rooms stand below this one, along the longest way down. */
function height(room: string, arrows: ReadonlyMap<string, ReadonlySet<string>>, above: readonly string[] = []): number {
  if (above.includes(room)) throw new Error(`imports go round in a circle: ${[...above, room].join(" → ")}`);
  return Math.max(0, ...[...arrows.get(room)!].map((below) => 1 + height(below, arrows, [...above, room])));
}

function reaches(from: string, to: string, arrows: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  return [...arrows.get(from)!].some((next) => next === to || reaches(next, to, arrows));
}
