/**
 * What the chapters cite. `checked` says how the entry was held to its source, and docs/citations.md where: "abstract"
 * where the work's abstract was read; "listed" where the work was not at hand, but others that cite it for the same
 * thing give the same title, authors, year and place. `unread` is what the abstract does not say and stands from memory.
 */
export interface Entry {
  readonly authors: string;
  readonly year: number;
  readonly title: string;
  readonly venue: string;
  /** what it is cited for */
  readonly about: string;
  readonly checked: "abstract" | "listed";
  readonly unread?: string;
}

export const bibliography: Readonly<Record<string, Entry>> = {
  alpaydin1998: {
    authors: "E. Alpaydin and C. Kaynak",
    year: 1998,
    title: "Optical recognition of handwritten digits",
    venue: "UCI Machine Learning Repository, doi:10.24432/C50P49",
    about: "The images, licensed CC BY 4.0.",
    checked: "listed"
  },
  arthur2007: {
    authors: "D. Arthur and S. Vassilvitskii",
    year: 2007,
    title: "k-means++: the advantages of careful seeding",
    venue: "SODA 2007, 1027–1035",
    about: "How the starts of a mixture are chosen here.",
    checked: "listed"
  },
  bengio2009: {
    authors: "Y. Bengio and O. Delalleau",
    year: 2009,
    title: "Justifying and generalizing contrastive divergence",
    venue: "Neural Computation 21(6), 1601–1621",
    about: "How the bias of CD depends on the number of steps and on the size of the parameters.",
    checked: "abstract"
  },
  burda2015: {
    authors: "Y. Burda, R. B. Grosse and R. Salakhutdinov",
    year: 2015,
    title: "Accurate and conservative estimates of MRF log-likelihood using reverse annealing",
    venue: "AISTATS 2015, arXiv:1412.8566",
    about: "Annealing forward overestimates a likelihood; in reverse it errs on the other side.",
    checked: "abstract"
  },
  cho2011: {
    authors: "K. Cho, A. Ilin and T. Raiko",
    year: 2011,
    title: "Improved learning of Gaussian–Bernoulli restricted Boltzmann machines",
    venue: "ICANN 2011",
    about: "Another parameterization of the energy, which makes learning easier.",
    checked: "abstract",
    unread: "That it is σ² under the coupling"
  },
  dempster1977: {
    authors: "A. P. Dempster, N. M. Laird and D. B. Rubin",
    year: 1977,
    title: "Maximum likelihood from incomplete data via the EM algorithm",
    venue: "Journal of the Royal Statistical Society B 39, 1–38, doi:10.1111/j.2517-6161.1977.tb01600.x",
    about: "How the mixtures are fitted.",
    checked: "listed"
  },
  geman1984: {
    authors: "S. Geman and D. Geman",
    year: 1984,
    title: "Stochastic relaxation, Gibbs distributions, and the Bayesian restoration of images",
    venue: "IEEE Transactions on Pattern Analysis and Machine Intelligence 6, 721–741",
    about: "The sampler, which has its name from here.",
    checked: "listed"
  },
  geyer1992: {
    authors: "C. J. Geyer",
    year: 1992,
    title: "Practical Markov chain Monte Carlo",
    venue: "Statistical Science 7(4), 473–483",
    about: "Where to cut the sum of correlations.",
    checked: "listed"
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
    venue: "Science 313, 504–507, doi:10.1126/science.1127647",
    about: "Deep networks that start from a stack of such machines.",
    checked: "abstract"
  },
  kingma2015: {
    authors: "D. P. Kingma and J. Ba",
    year: 2015,
    title: "Adam: a method for stochastic optimization",
    venue: "ICLR 2015, arXiv:1412.6980",
    about: "The optimizer of the better recipe.",
    checked: "abstract"
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
  neal2001: {
    authors: "R. M. Neal",
    year: 2001,
    title: "Annealed importance sampling",
    venue: "Statistics and Computing 11, 125–139, arXiv:physics/9803008",
    about: "Estimates of normalizing constants by annealing.",
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
    venue: "in Parallel Distributed Processing, volume 1: Foundations, MIT Press, 194–281",
    about: "The first restricted Boltzmann machine, under another name.",
    checked: "listed"
  },
  uria2013: {
    authors: "B. Uria, I. Murray and H. Larochelle",
    year: 2013,
    title: "RNADE: the real-valued neural autoregressive density-estimator",
    venue: "NIPS 2013, arXiv:1306.0186",
    about: "Mixtures of Gaussians as the ones to beat.",
    checked: "abstract",
    unread: "Noise in the place of whole numbers"
  },
  vehtari2021: {
    authors: "A. Vehtari, A. Gelman, D. Simpson, B. Carpenter and P.-C. Bürkner",
    year: 2021,
    title: "Rank-normalization, folding, and localization: an improved R̂ for assessing convergence of MCMC",
    venue: "Bayesian Analysis 16(2), 667–718, doi:10.1214/20-BA1221",
    about: "The split R̂ in its present form.",
    checked: "abstract",
    unread: "The bound of 1.01"
  }
};

/** An entry as one paragraph of HTML. */
export function citationHtml(key: string): string {
  const { authors, year, title, venue, about, checked, unread } = bibliography[key];
  const how = [
    ...(checked === "listed" ? ["Not at hand: known from others that cite it for this."] : []),
    ...(unread ? [`${unread} is not in its abstract, and stands here from memory.`] : [])
  ];
  const noted = how.length ? ` <span class="unchecked">${how.join(" ")}</span>` : "";
  return `${authors}, <cite>${title}</cite>, ${linked(venue)}, ${year}. ${about}${noted}`.replace(
    / (\d{4}), \1\./,
    " $1."
  );
}

/** DOIs and arXiv's numbers lead to their works. */
function linked(venue: string): string {
  return venue
    .replace(/doi:(\S+)/, (name, id: string) => `<a href="https://doi.org/${id}">${name}</a>`)
    .replace(/arXiv:(\S+)/, (name, id: string) => `<a href="https://arxiv.org/abs/${id}">${name}</a>`);
}
