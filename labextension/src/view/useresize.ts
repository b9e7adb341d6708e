import * as React from 'react';

/**
 * Tells when an element changes its size, and once when it is there first; not while it is hidden.
 *
 * @param element - The element that is watched.
 * @param onResize - Gets the element; must stay the same from one drawing to the next.
 */
export function useResize(element: React.RefObject<HTMLElement>, onResize: (node: HTMLElement) => void): void {
  React.useEffect(() => {
    const node = element.current;
    if (!node || typeof ResizeObserver === 'undefined') {
      return;
    }
    const observer = new ResizeObserver(() => {
      if (node.clientHeight > 0) {
        onResize(node);
      }
    });
    observer.observe(node);
    return () => observer.disconnect();
  }, [element, onResize]);
}
