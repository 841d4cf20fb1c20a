/** Registers the service worker when the page is at rest, and offers a new version when one is ready. */
export function keepOffline(script: string, scope: string): void {
  const { serviceWorker } = navigator;
  // Old browsers and addresses without https have none.
  if (!serviceWorker) return;
  const old = serviceWorker.controller;
  let reloading = false;
  // A page never goes on with another version's files: it is loaded anew.
  serviceWorker.addEventListener("controllerchange", () => {
    if (!old || reloading) return;
    reloading = true;
    location.reload();
  });
  const register = async () => {
    const registration = await serviceWorker.register(script, { scope });
    const watch = (worker: ServiceWorker | null) => {
      if (!worker) return;
      const told = () => {
        if (worker.state === "installed" && serviceWorker.controller) offer(worker);
      };
      worker.addEventListener("statechange", told);
      told();
    };
    watch(registration.waiting);
    registration.addEventListener("updatefound", () => watch(registration.installing));
  };
  const later = () => setTimeout(() => void register().catch(() => {}), 4000);
  if (document.readyState === "complete") later();
  else addEventListener("load", later, { once: true });
}

function offer(worker: ServiceWorker): void {
  if (document.querySelector(".new-version")) return;
  const bar = document.createElement("div");
  bar.className = "new-version";
  bar.setAttribute("role", "status");
  const text = document.createElement("span");
  text.textContent = "A new version of these pages is ready.";
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Load it";
  button.addEventListener("click", () => worker.postMessage("use the new version"));
  bar.append(text, " ", button);
  document.body.prepend(bar);
}
