import type { Request } from "./messages.js";
import { serve } from "./serve.js";

// Formulas run in this worker, so that one that doesn't end can be stopped with it.
const answer = serve((message) => self.postMessage(message));
self.onmessage = ({ data }: MessageEvent<{ id: number; request: Request }>) => answer(data.id, data.request);
self.postMessage({ kind: "ready" });
