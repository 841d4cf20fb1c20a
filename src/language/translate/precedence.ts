/** How tightly an expression binds: comparison, sum, product, sign, power, and what needs no parentheses. */
export const level = { comparison: 0, sum: 1, product: 2, sign: 3, power: 4, atom: 5 } as const;
