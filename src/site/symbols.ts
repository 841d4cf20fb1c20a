/** The letters of the model in TeX, wrapped once when the site is built, so that a page can link them to their meaning. */

/** A letter's name for the page: σ² is written sigma2, as in the formulas' language. */
const symbols = new Set(["x", "z", "W", "b", "d", "c", "F", "Z", "E"]);

/** Commands whose argument holds names or words and no letters of the model. */
const opaque = new Set(["operatorname", "text", "mathrm", "mathbb", "mathcal", "begin", "end", "htmlData", "hspace"]);

/** `x_i` → `\htmlData{symbol=x}{x}_i`, for each letter of the model; σ counts as σ². The d of an integral stays. */
export function markSymbols(tex: string): string {
  let marked = "";
  let at = 0;
  while (at < tex.length) {
    const rest = tex.slice(at);
    const command = /^\\([a-zA-Z]+)/.exec(rest);
    if (command) {
      const argument = opaque.has(command[1])
        ? /^\s*(?:\[[^\]]*\])?\{[^{}]*\}/.exec(rest.slice(command[0].length))
        : null;
      marked += command[1] === "sigma" ? wrap("sigma2", "\\sigma") : command[0] + (argument?.[0] ?? "");
      at += command[0].length + (argument?.[0].length ?? 0);
      continue;
    }
    const differential = /^\\,\s*d(?=[a-z])/.exec(rest);
    const taken = differential?.[0] ?? (rest[0] === "\\" ? rest.slice(0, 2) : rest[0]);
    marked += !differential && symbols.has(taken) ? wrap(taken, taken) : taken;
    at += taken.length;
  }
  return marked;
}

function wrap(name: string, tex: string): string {
  return `\\htmlData{symbol=${name}}{${tex}}`;
}
