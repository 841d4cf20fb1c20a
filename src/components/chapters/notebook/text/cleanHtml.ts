import { default as DOMPurify } from "dompurify";
import { markdownToHtml } from "../../../../notebook/text/markdownToHtml.js";

/** A text cell as safe nodes: no script, no handler, no frame, no form, and no address but the web's own kinds. */
export function cleanHtml(source: string): DocumentFragment {
  return purify(markdownToHtml(source));
}

/** What DOMPurify leaves of an HTML text. Links open beside the notebook, and tell the other page nothing of it. */
function purify(html: string): DocumentFragment {
  const fragment = DOMPurify.sanitize(html, {
    RETURN_DOM_FRAGMENT: true,
    USE_PROFILES: { html: true, mathMl: true, svg: true },
    FORBID_TAGS: ["form", "input", "button", "textarea", "select", "iframe", "audio", "video", "object", "style"],
    FORBID_ATTR: ["id", "name", "target", "ping"],
    ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|\.{0,2}\/|#|data:image\/(?:png|jpeg|gif|webp|svg\+xml);)/i
  });
  for (const link of fragment.querySelectorAll("a[href]")) {
    if (link.getAttribute("href")!.startsWith("#")) continue;
    link.setAttribute("target", "_blank");
    link.setAttribute("rel", "noopener noreferrer");
  }
  return fragment;
}
