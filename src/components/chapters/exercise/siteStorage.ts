import type { Storage } from "../../../exercise/cells/answers.js";

/**
 * A browser's storage as one site has it: forks published on one host share what the browser keeps for that host, so a
 * site below the host's root puts its path before its keys. What an older version kept without it is still read.
 * @param storage asked for anew each time: a browser that forbids it throws as soon as it is named
 * @param page the path of a page of the site, as location.pathname has it
 */
export function siteStorage(storage: () => Storage, page: string): Storage {
  const folder = page.slice(0, page.lastIndexOf("/") + 1);
  const prefix = folder === "/" ? "" : folder;
  return {
    getItem: (key) => storage().getItem(prefix + key) ?? storage().getItem(key),
    setItem: (key, value) => storage().setItem(prefix + key, value)
  };
}
