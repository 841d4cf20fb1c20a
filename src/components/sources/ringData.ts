import { FileAttachment } from "observablehq:stdlib";
import { pointsFromCSV } from "../../rbm/data/pointsFromCSV.js";
import type { Points } from "../../rbm/shapes.js";

/** The lab's 500 points, shape (500, 2). */
export async function ringData(): Promise<Points> {
  return pointsFromCSV(await FileAttachment("../../data/ring-train.csv").text());
}

/** 2000 fresh points of the same law, shape (2000, 2): no machine is trained on them. */
export async function heldOutData(): Promise<Points> {
  return pointsFromCSV(await FileAttachment("../../data/ring-test.csv").text());
}
