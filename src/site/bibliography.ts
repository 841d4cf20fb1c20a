/**
 * What the chapters cite. `checked` says how the entry was held to its source: "abstract" where title, authors, venue
 * and the claim it is cited for were read in the work's abstract; "from memory" where the work itself was not at hand.
 */
export interface Entry {
  readonly authors: string;
  readonly year: number;
  readonly title: string;
  readonly venue: string;
  /** what it is cited for */
  readonly about: string;
  readonly checked: "abstract" | "from memory";
}

export const bibliography: Readonly<Record<string, Entry>> = {
  arthur2007: {
    authors: "D. Arthur and S. Vassilvitskii",
    year: 2007,
    title: "k-means++: the advantages of careful seeding",
    venue: "SODA 2007",
    about: "How the starts of a mixture are chosen here.",
    checked: "from memory"
  },
  carreira2005: {
    authors: "M. Á. Carreira-Perpiñán and G. E. Hinton",
    year: 2005,
    title: "On contrastive divergence learning",
    venue: "AISTATS 2005",
    about: "How far CD ends from the likelihood, on machines small enough to tell.",
    checked: "from memory"
  },
  cho2011: {
    authors: "K. Cho, A. Ilin and T. Raiko",
    year: 2011,
    title: "Improved learning of Gaussian–Bernoulli restricted Boltzmann machines",
    venue: "ICANN 2011",
    about: "The energy with σ² under the coupling, as here, and why.",
    checked: "from memory"
  },
  dempster1977: {
    authors: "A. P. Dempster, N. M. Laird and D. B. Rubin",
    year: 1977,
    title: "Maximum likelihood from incomplete data via the EM algorithm",
    venue: "Journal of the Royal Statistical Society B 39",
    about: "How the mixtures are fitted.",
    checked: "from memory"
  },
  geman1984: {
    authors: "S. Geman and D. Geman",
    year: 1984,
    title: "Stochastic relaxation, Gibbs distributions, and the Bayesian restoration of images",
    venue: "IEEE Transactions on Pattern Analysis and Machine Intelligence 6",
    about: "The sampler.",
    checked: "from memory"
  },
  geyer1992: {
    authors: "C. J. Geyer",
    year: 1992,
    title: "Practical Markov chain Monte Carlo",
    venue: "Statistical Science 7",
    about: "Where to cut the sum of correlations.",
    checked: "from memory"
  },
  hinton2002: {
    authors: "G. E. Hinton",
    year: 2002,
    title: "Training products of experts by minimizing contrastive divergence",
    venue: "Neural Computation 14(8), 1771–1800, doi:10.1162/089976602760128018",
    about: "Contrastive divergence.",
    checked: "abstract"
  },
  hinton2006: {
    authors: "G. E. Hinton and R. R. Salakhutdinov",
    year: 2006,
    title: "Reducing the dimensionality of data with neural networks",
    venue: "Science 313",
    about: "Gaussian visible units at work.",
    checked: "from memory"
  },
  kingma2015: {
    authors: "D. P. Kingma and J. Ba",
    year: 2015,
    title: "Adam: a method for stochastic optimization",
    venue: "ICLR 2015",
    about: "The optimizer of the better recipe.",
    checked: "from memory"
  },
  melchior2017: {
    authors: "J. Melchior, N. Wang and L. Wiskott",
    year: 2017,
    title: "Gaussian-binary restricted Boltzmann machines for modeling natural image statistics",
    venue: "PLoS ONE, doi:10.1371/journal.pone.0171015",
    about:
      "The machine as a constrained mixture of Gaussians; reported difficulties in training put down to the algorithm, not the model.",
    checked: "abstract"
  },
  pascanu2013: {
    authors: "R. Pascanu, T. Mikolov and Y. Bengio",
    year: 2013,
    title: "On the difficulty of training recurrent neural networks",
    venue: "ICML 2013, 1310–1318",
    about: "Clipping a gradient by its norm.",
    checked: "abstract"
  },
  smolensky1986: {
    authors: "P. Smolensky",
    year: 1986,
    title: "Information processing in dynamical systems: foundations of harmony theory",
    venue: "in Parallel Distributed Processing, volume 1",
    about: "The first restricted Boltzmann machine, under another name.",
    checked: "from memory"
  },
  vehtari2021: {
    authors: "A. Vehtari, A. Gelman, D. Simpson, B. Carpenter and P.-C. Bürkner",
    year: 2021,
    title: "Rank-normalization, folding, and localization: an improved R̂ for assessing convergence of MCMC",
    venue: "Bayesian Analysis 16(2), 667–696, arXiv:1903.08008",
    about: "The split R̂ in its present form. The bound of 1.01 is from memory.",
    checked: "abstract"
  }
};

/** An entry as one paragraph of HTML. */
export function citationHtml(key: string): string {
  const { authors, year, title, venue, about, checked } = bibliography[key];
  const how = checked === "abstract" ? "" : ` <span class="unchecked">Cited from memory.</span>`;
  return `${authors}, <cite>${title}</cite>, ${venue}, ${year}. ${about}${how}`.replace(/, (\d{4}), \1\./, ", $1.");
}
