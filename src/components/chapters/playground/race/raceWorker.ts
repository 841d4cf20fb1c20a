/** Runs the race off the page's thread. */
import { serveStream } from "../../../sources/workerStream.js";
import { race } from "./race.js";
import type { RaceRequest, RaceResult } from "./raceTypes.js";

serveStream<RaceRequest, RaceResult>((request, onResult) => race(request, () => performance.now(), onResult));
