let count = 0;
let isListening = false;

/**
 * How often the person has interrupted this kernel since it was first asked, which begins the counting. Always 0 where an
 * interrupt ends the process, as in a script.
 */
export function interrupts(): number {
  if (!isListening && process.listenerCount('SIGINT') > 0) {
    isListening = true;
    process.on('SIGINT', note);
  }
  return count;
}

function note(): void {
  count++;
  if (process.listenerCount('SIGINT') > 1) return;
  // The kernel no longer listens: without this listener the signal would have ended the process.
  process.removeListener('SIGINT', note);
  isListening = false;
  process.kill(process.pid, 'SIGINT');
}
