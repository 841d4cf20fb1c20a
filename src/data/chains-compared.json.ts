/** CD against persistent chains and tempered ones on the ring: five rates, eight seeds. */
import { compareChains } from "./compareChains.js";

process.stdout.write(JSON.stringify(compareChains()));
