import type { Envelope } from "./protocol.js";
import { serveFormulas } from "./serve.js";

// The worker that formulas run in: it can be ended when one doesn't end by itself.
const answer = serveFormulas((message) => self.postMessage(message));
self.onmessage = ({ data }: MessageEvent<Envelope>) => answer(data);
self.postMessage({ kind: "ready" });
