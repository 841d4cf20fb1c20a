/**
 * The lab's recipe in PyTorch from seeds 0 to 39, all on the site's points, scored in nats on its 2000 fresh ones:
 * data/reference/lab-runs-same-points.json.
 */
export const pytorchScores: readonly number[] = [
  1.1454, 1.0257, 0.9942, 1.0532, 1.0582, 1.0449, 1.0906, 1.0637, 1.0516, 0.9967, 1.1615, 1.1201, 0.9999, 1.0094,
  1.0255, 1.0293, 1.2008, 1.1563, 1.0323, 1.1148, 1.064, 1.0908, 1.1306, 1.0563, 1.1044, 1.1258, 1.1176, 1.101, 1.0229,
  1.1933, 1.0187, 0.9918, 1.1085, 1.0169, 1.3828, 1.0345, 0.9885, 1.0363, 1.0207, 1.303
];

/** What else scores on those fresh points: each is held where it is quoted. */
export const scoresBeside = [
  { name: "this site’s machine", value: 1.053, tone: "draws" },
  { name: "a mixture of 8", value: 1.017, tone: "data" },
  { name: "the truth", value: 0.944, tone: "ink" }
] as const;

/** Their mean and standard deviation. */
export const pytorchMean = mean(pytorchScores);
export const pytorchDeviation = Math.sqrt(
  pytorchScores.reduce((sum, score) => sum + (score - pytorchMean) ** 2, 0) / (pytorchScores.length - 1)
);

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
