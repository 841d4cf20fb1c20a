import type { Elementwise } from "./elementwise.js";

/*
 * One loop each for the functions that training spends its time in: a loop that calls a function
 * argument takes about twice as long. A zero gradient stays zero, even if the slope is infinite.
 */

export const negate: Elementwise = {
  name: "negate",
  forward(x, y) {
    for (let i = 0; i < y.length; i++) y[i] = -x[i];
  },
  backward(g, _x, _y, out) {
    for (let i = 0; i < out.length; i++) out[i] = -g[i];
  }
};

export const exp: Elementwise = {
  name: "exp",
  forward(x, y) {
    for (let i = 0; i < y.length; i++) y[i] = Math.exp(x[i]);
  },
  backward(g, _x, y, out) {
    for (let i = 0; i < out.length; i++) out[i] = g[i] === 0 ? 0 : g[i] * y[i];
  }
};

export const log1p: Elementwise = {
  name: "log1p",
  forward(x, y) {
    for (let i = 0; i < y.length; i++) y[i] = Math.log1p(x[i]);
  },
  backward(g, x, _y, out) {
    for (let i = 0; i < out.length; i++) out[i] = g[i] === 0 ? 0 : g[i] / (1 + x[i]);
  }
};

export const abs: Elementwise = {
  name: "abs",
  forward(x, y) {
    for (let i = 0; i < y.length; i++) y[i] = Math.abs(x[i]);
  },
  backward(g, x, _y, out) {
    for (let i = 0; i < out.length; i++) out[i] = x[i] > 0 ? g[i] : x[i] < 0 ? -g[i] : 0;
  }
};

export const square: Elementwise = {
  name: "square",
  forward(x, y) {
    for (let i = 0; i < y.length; i++) y[i] = x[i] * x[i];
  },
  backward(g, x, _y, out) {
    for (let i = 0; i < out.length; i++) out[i] = g[i] === 0 ? 0 : g[i] * 2 * x[i];
  }
};

/** 1 / (1 + exp(−a)) for any finite a. */
export const sigmoid: Elementwise = {
  name: "sigmoid",
  forward(x, y) {
    for (let i = 0; i < y.length; i++) {
      // exp of minus the absolute value never overflows.
      const e = Math.exp(-Math.abs(x[i]));
      y[i] = (x[i] >= 0 ? 1 : e) / (1 + e);
    }
  },
  backward(g, _x, y, out) {
    for (let i = 0; i < out.length; i++) out[i] = g[i] === 0 ? 0 : g[i] * y[i] * (1 - y[i]);
  }
};

export const sqrt: Elementwise = {
  name: "sqrt",
  forward(x, y) {
    for (let i = 0; i < y.length; i++) y[i] = Math.sqrt(x[i]);
  },
  backward(g, _x, y, out) {
    for (let i = 0; i < out.length; i++) out[i] = g[i] === 0 ? 0 : (g[i] * 0.5) / y[i];
  }
};

/** 1 for 0 and NaN, else 0. */
export const not: Elementwise = {
  name: "not",
  forward(x, y) {
    for (let i = 0; i < y.length; i++) y[i] = x[i] === 0 || Number.isNaN(x[i]) ? 1 : 0;
  },
  backward(_g, _x, _y, out) {
    out.fill(0);
  }
};

/** Any other function, with its derivative by the argument and the value. */
export function loopsOf(
  name: string,
  f: (a: number) => number,
  derivative: (a: number, y: number) => number
): Elementwise {
  return {
    name,
    forward(x, y) {
      for (let i = 0; i < y.length; i++) y[i] = f(x[i]);
    },
    backward(g, x, y, out) {
      for (let i = 0; i < out.length; i++) out[i] = g[i] === 0 ? 0 : g[i] * derivative(x[i], y[i]);
    }
  };
}
