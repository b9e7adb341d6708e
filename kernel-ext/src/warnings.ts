/** How warnings reach the person: stderr of the kernel, which a notebook shows under the cell. */
export type Warn = (message: string) => void;

let sink: Warn = (message) => console.warn(`tslab-memory: ${message}`);

/** Replaces where warnings go (tests); returns a function that puts the previous sink back. */
export function setWarningSink(next: Warn): () => void {
  const previous = sink;
  sink = next;
  return () => {
    sink = previous;
  };
}

/** Says each message once per `Warnings` object and topic, so that a loop of calls does not flood the cell. */
export class Warnings {
  private readonly said = new Set<string>();

  /** Warns unless something was already said about `topic`. Returns whether it spoke. */
  once(topic: string, message: string): boolean {
    if (this.said.has(topic)) return false;
    this.said.add(topic);
    sink(message);
    return true;
  }
}
