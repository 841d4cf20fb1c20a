/** Names that mean something in Python or in the prelude. */
const reserved = new Set(
  "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield torch np jnp jax math rng key array span pick".split(
    " "
  )
);

/** A name that Python and the prelude leave free. */
export function safe(name: string): string {
  return reserved.has(name) ? `${name}_` : name;
}
