import { Application, Converter, JSX, ReferenceType, ReflectionKind } from "typedoc";
import type { ParameterReflection } from "typedoc";

/** Reference pages from the docstrings, in the folder given. */
export async function writeReference(folder: string): Promise<void> {
  const typedoc = await Application.bootstrapWithPlugins({ out: folder });
  // TypeDoc's own links lead nowhere but to its pages, or to a fixed address.
  typedoc.renderer.hooks.on("content.begin", ({ relativeURL }) =>
    JSX.createElement("p", {}, JSX.createElement("a", { href: relativeURL("../index.html") ?? null }, "The explorable"))
  );
  typedoc.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => {
    for (const reflection of project.getReflectionsByKind(ReflectionKind.Parameter))
      if (reflection.name === "__namedParameters") reflection.name = nameByType(reflection as ParameterReflection);
  });
  const project = await typedoc.convert();
  if (!project) throw new Error("The reference pages can't be made: the library does not compile.");
  await typedoc.generateOutputs(project);
}

/** A name for an argument that is taken apart where it comes in, and so has none: machine for a Machine. */
function nameByType({ type }: ParameterReflection): string {
  if (!(type instanceof ReferenceType) || type.name.endsWith("Options")) return "options";
  const { name } = type;
  return name[0].toLowerCase() + name.slice(1);
}
