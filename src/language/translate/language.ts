/** The languages a formula can be read in. */
export type Language = "pytorch" | "numpy" | "jax";

export const languages: readonly { readonly id: Language; readonly name: string }[] = [
  { id: "pytorch", name: "PyTorch" },
  { id: "numpy", name: "NumPy" },
  { id: "jax", name: "JAX" }
];

/** The name under which each language's functions are imported. */
export const modules: Readonly<Record<Language, string>> = { pytorch: "torch", numpy: "np", jax: "jnp" };
