/** The words of the field as the chapters use them. */
export const glossary: readonly { readonly term: string; readonly meaning: string }[] = [
  { term: "chain", meaning: "The points that one sampler passes through, step after step." },
  {
    term: "contrastive divergence",
    meaning: "Training by the draws that k Gibbs steps from the data reach, in place of the machine’s own; CD-k."
  },
  { term: "data", meaning: "What a machine learns from. What comes out of it are draws." },
  { term: "draws", meaning: "Points that come out of a machine. What it learns from are data." },
  {
    term: "effective sample size",
    meaning: "How many independent draws would tell as much about a mean as the correlated draws of the chains do."
  },
  { term: "energy", meaning: "E(x, z): the lower it is, the more probable the state; p(x, z) = exp(−E) / Z." },
  { term: "epoch", meaning: "One pass over the data. With the whole data in each batch, one update." },
  {
    term: "free energy",
    meaning: "F(x) = −c(x): the energy of x with the switches summed out. Lower is more probable."
  },
  { term: "Gibbs step", meaning: "Two draws: the switches given the point, then the point given the switches." },
  { term: "hidden unit", meaning: "A switch, zⱼ, 0 or 1, which nobody observes." },
  {
    term: "log-partition",
    meaning: "c(x) = log Σ exp(−E(x, z)) over z, with x held fixed. log Z, over x as well, is another."
  },
  { term: "nat", meaning: "The unit of information with natural logarithms: 1 nat is 1.44 bits." },
  {
    term: "NLL",
    meaning: "Negative log-likelihood: the mean of −log p(x) over points, in nats per point. Lower is better."
  },
  {
    term: "partition function",
    meaning: "Z: the sum of exp(−E) over every state, which makes probabilities add up to one."
  },
  { term: "softplus", meaning: "log(1 + eᵃ): nearly 0 for a far below 0, nearly a for a far above." },
  {
    term: "split R̂",
    meaning: "How far chains, and halves of chains, disagree in what they have seen; 1 when they agree."
  },
  { term: "stationary", meaning: "A distribution that a step of the chain leaves as it is: here, p(x)." },
  { term: "visible unit", meaning: "One coordinate of a point, xᵢ, a real number." },
  {
    term: "zonotope",
    meaning: "What the sums of some of a few vectors fill: in the plane a polygon whose opposite sides are parallel."
  }
];

/** Where the page about this site explains a term. */
export function glossaryAnchor(term: string): string {
  return `glossary-${term.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replaceAll(" ", "-")}`;
}
