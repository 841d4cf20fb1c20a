/** `npm run house`. */
import { writeFileSync } from "node:fs";
import { drawHouse, roomImports } from "./house.js";

writeFileSync("docs/images/house.svg", drawHouse(roomImports("src")));
