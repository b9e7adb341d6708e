interface Closable {
  close(): void;
}

const open = new Set<Closable>();
let listening = false;

/** Has a store closed when the process ends. One listener serves all: Node.js warns of a leak when there are more than ten. */
export function closeAtExit(store: Closable): void {
  open.add(store);
  if (listening) return;
  listening = true;
  process.on('exit', () => {
    for (const each of open) each.close();
  });
}

/** Lets go of a store that was closed before. */
export function closedBeforeExit(store: Closable): void {
  open.delete(store);
}
