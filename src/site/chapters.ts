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
