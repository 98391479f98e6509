// A pause in which the browser paints and takes presses: what a page does at its start is several short tasks, not one long one.

/** Resolves in a task of its own. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
