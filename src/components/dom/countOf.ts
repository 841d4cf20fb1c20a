/** As in "1 epoch" and "300 epochs". @param one of what, whose plural has an s */
export const countOf = (count: number, one: string): string => `${count} ${one}${count === 1 ? "" : "s"}`;
