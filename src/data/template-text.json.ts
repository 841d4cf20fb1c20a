/** The text cells of the templates as HTML, by their source: the page shows them without a script. */
import { courseNotebook, holesNotebook } from "../notebook/templates/course.js";
import { markdownToHtml } from "../notebook/text/markdownToHtml.js";

const sources = [courseNotebook(), holesNotebook()].flatMap(({ cells }) =>
  cells.filter(({ kind }) => kind === "text").map(({ source }) => source)
);
process.stdout.write(JSON.stringify(Object.fromEntries(sources.map((source) => [source, markdownToHtml(source)]))));
