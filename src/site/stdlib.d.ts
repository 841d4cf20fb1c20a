/** What our modules use of Framework's standard library. */
declare module "observablehq:stdlib" {
  export interface FileAttachment {
    text(): Promise<string>;
    json(): Promise<unknown>;
    arrayBuffer(): Promise<ArrayBuffer>;
  }
  /** The path is relative to the module, and a literal. */
  export function FileAttachment(path: string): FileAttachment;
}
