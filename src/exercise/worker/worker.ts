import type { Request } from "./messages.js";
import { serve } from "./serve.js";

// The worker that formulas run in: it can be ended when one doesn't end by itself.
const answer = serve((message) => self.postMessage(message));
self.onmessage = ({ data }: MessageEvent<{ id: number; request: Request }>) => answer(data.id, data.request);
self.postMessage({ kind: "ready" });
