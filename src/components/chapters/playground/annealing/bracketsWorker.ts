/** Brackets log Z off the page's thread. */
import { serveStream } from "../../../sources/workerStream.js";
import { brackets } from "./brackets.js";

serveStream(brackets);
