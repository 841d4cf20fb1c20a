/** CD against persistent chains on the ring: five rates, eight seeds. */
import { compareChains } from "./compareChains.js";

process.stdout.write(JSON.stringify(compareChains()));
