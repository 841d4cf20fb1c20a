import js from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
  {
    ignores: [
      "dist/",
      "lib/",
      "node_modules/",
      "src/.observablehq/",
      "src/kernel/build/",
      "src/kernel/assembly/",
      "coverage/"
    ]
  },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "no-restricted-exports": ["error", { restrictDefaultExports: { direct: true } }],
      eqeqeq: ["error", "always", { null: "ignore" }],
      "prefer-const": "error"
    }
  },
  {
    files: ["**/*.ts"],
    languageOptions: { parserOptions: { projectService: true } },
    // noUncheckedIndexedAccess is off, since loops over typed arrays index everywhere: a "!" after an index says nothing.
    rules: { "@typescript-eslint/no-unnecessary-type-assertion": "error" }
  },
  {
    // The same seed gives the same picture: randomness is always an argument.
    files: ["src/**/*.ts"],
    rules: {
      "no-restricted-properties": [
        "error",
        { object: "Math", property: "random", message: "Randomness is an argument: take a Random (src/rbm/random.ts)." }
      ]
    }
  },
  {
    files: ["**/*.js"],
    languageOptions: { globals: { process: "readonly", console: "readonly" } }
  },
  {
    files: ["examples/browser/*.js"],
    languageOptions: { globals: { document: "readonly" } }
  },
  {
    files: ["observablehq.config.ts", "eslint.config.js", "test/**/vitest.config.ts"],
    rules: { "no-restricted-exports": "off" }
  }
);
