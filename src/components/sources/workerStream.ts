/** What a worker says of one piece of work: parts of the answer as they come, the share done, the end, or a fault. */
export type StreamMessage<Part> =
  | { readonly kind: "part"; readonly part: Part }
  | { readonly kind: "progress"; readonly done: number }
  | { readonly kind: "end" }
  | { readonly kind: "fault"; readonly message: string };

/** Who listens to the work. */
export interface StreamListener<Part> {
  part(part: Part): void;
  progress(done: number): void;
}

/** Gives a new worker its one request. An abort ends the worker at once; what has come until then stays. */
export function streamFromWorker<Part>(
  worker: Worker,
  request: unknown,
  signal: AbortSignal,
  on: StreamListener<Part>
): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    if (signal.aborted) return resolve();
    signal.addEventListener("abort", () => resolve());
    worker.addEventListener("message", ({ data }: MessageEvent<StreamMessage<Part>>) => {
      if (signal.aborted) return;
      if (data.kind === "end") resolve();
      else if (data.kind === "fault") reject(new Error(data.message));
      else if (data.kind === "progress") on.progress(data.done);
      else on.part(data.part);
    });
    worker.addEventListener("error", ({ message }) => reject(new Error(`A worker stopped: ${message}`)));
    worker.postMessage(request);
  }).finally(() => worker.terminate());
}

/** The worker's side: one message in, then whatever the work yields (the share done) and gives to `onPart`. */
export function serveStream<Request, Part>(
  work: (request: Request, onPart: (part: Part) => void) => Iterable<number>
): void {
  const post = (message: StreamMessage<Part>) => self.postMessage(message);
  self.addEventListener("message", ({ data }: MessageEvent<Request>) => {
    try {
      for (const done of work(data, (part) => post({ kind: "part", part }))) post({ kind: "progress", done });
      post({ kind: "end" });
    } catch (error) {
      post({ kind: "fault", message: error instanceof Error ? error.message : String(error) });
    }
  });
}
