/** The chapters in reading order: the one list behind the navigation, the pager and the tests. */
export const pages = [
  { name: "Data", path: "/data" },
  { name: "Model", path: "/model" },
  { name: "Training", path: "/training" },
  { name: "Sampling", path: "/sampling" },
  { name: "Digits", path: "/digits" },
  { name: "Lab", path: "/lab" },
  { name: "Notebook", path: "/notebook" },
  { name: "Playground", path: "/playground" }
];

/** Who made the present edition, and when. */
export const edition = {
  authors: "the authors of this explorable",
  date: "2026-11-24",
  dateInWords: "24 November 2026"
};
