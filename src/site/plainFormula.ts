const words: Readonly<Record<string, string>> = {
  mid: " | ",
  in: " ∈ ",
  sum: "Σ",
  sigma: "σ",
  theta: "θ",
  times: " × ",
  leftarrow: " ← ",
  log: "log ",
  max: "max",
  sin: "sin ",
  cos: "cos ",
  " ": " ",
  ",": " ",
  "{": "{",
  "}": "}"
};

/** What a command with an argument makes of it. */
const wrappers: Readonly<Record<string, (argument: string) => string>> = {
  mathbb: (argument) => ({ R: "ℝ", E: "E" })[argument] ?? argument,
  mathcal: (argument) => argument,
  text: (argument) => argument,
  sqrt: (argument) => (/^(?:\\[a-z]+|.)$/.test(argument) ? `√${argument}` : `√(${argument})`),
  operatorname: (argument) => argument,
  hat: (argument) => `${argument}\u0302`
};

/**
 * A short formula as one would type it: `\sigma_i^2` → σᵢ², `p(z \mid x)` → p(z | x).
 * @throws Error at a command that it does not know, so that no half-read formula is published
 */
export function plainFormula(tex: string): string {
  return tex
    .replaceAll("-", "−")
    .replace(/(\\sum(?:_\w)?) /g, "$1\\ ")
    .replace(/\\(?:big|Big)(?![a-z])/g, "")
    .replace(/\\([a-z]+)(?:\s*\{([^{}]*)\}|\s+([A-Z]))/g, (whole, name: string, braced?: string, bare?: string) =>
      name in wrappers ? wrappers[name](braced ?? bare!) : whole
    )
    .replace(/\\([a-zA-Z]+|[ ,{}])/g, (_, name: string) => {
      if (!(name in words)) throw new Error(`The search can't read \\${name} in the formula ${tex}.`);
      // A brace that is meant is kept apart from those that group.
      return words[name].replace("{", "\u0001").replace("}", "\u0002");
    })
    .replace(/([_^])(?:\{([^{}]*)\}|(\S))/g, (_, mark: string, braced?: string, bare?: string) =>
      raised(mark, braced ?? bare!)
    )
    .replace(/[{}]/g, "")
    .replace("\u0001", "{")
    .replace("\u0002", "}")
    .replace(/\s+/g, " ")
    .replace(/ (?=[),\]])/g, "")
    .trim();
}

const superscripts: Readonly<Record<string, string>> = { 0: "⁰", 1: "¹", 2: "²", 3: "³", n: "ⁿ", m: "ᵐ" };
const subscripts: Readonly<Record<string, string>> = { 1: "₁", i: "ᵢ", j: "ⱼ" };

/** σ² and xᵢ where there are such letters, 2^100 and p_k where there are none. */
function raised(mark: string, text: string): string {
  const letters = Array.from(text, (letter) => (mark === "^" ? superscripts : subscripts)[letter]);
  if (letters.every((letter) => letter !== undefined)) return letters.join("");
  return `${mark}${text.length > 1 && /\D/.test(text) ? `(${text})` : text}`;
}
