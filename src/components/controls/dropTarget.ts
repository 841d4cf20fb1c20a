/** Lets files be dropped on a control, which shows that it would take them. */
export function dropTarget(root: HTMLElement, take: (dropped: DataTransfer) => void): void {
  root.addEventListener("dragover", (event) => {
    event.preventDefault();
    root.classList.add("paste-over");
  });
  root.addEventListener("dragleave", () => root.classList.remove("paste-over"));
  root.addEventListener("drop", (event) => {
    event.preventDefault();
    root.classList.remove("paste-over");
    if (event.dataTransfer) take(event.dataTransfer);
  });
}
