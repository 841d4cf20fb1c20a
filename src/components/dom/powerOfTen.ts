const superscripts: Readonly<Record<string, string>> = Object.fromEntries(
  [..."0123456789-"].map((sign, i) => [sign, [..."⁰¹²³⁴⁵⁶⁷⁸⁹⁻"][i]])
);

/** 10 to a whole power, as it is printed: 10⁻⁷. */
export function powerOfTen(power: number): string {
  return `10${[...String(power)].map((sign) => superscripts[sign]).join("")}`;
}
