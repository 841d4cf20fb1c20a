import type { Language } from "../../language/translate/language.js";

/** Sets the parameters that the functions name, from a dictionary of lists. */
const setParameters = `def set_parameters(b_, logSigma2_, W_, d_):
    global b, logSigma2, sigma2, W, d, n, m
    b, logSigma2, W, d = b_, logSigma2_, W_, d_
    n, m = W.shape
    sigma2 = LIBRARY.exp(logSigma2)`;

export function parameterSetter(language: Language): string {
  return setParameters.replace("LIBRARY", { pytorch: "torch", numpy: "np", jax: "jnp" }[language]);
}
