import * as React from 'react';

/** How long something goes on before a person is told, in ms: what is over sooner would only flicker. */
export const PATIENCE = 1000;

/**
 * Whether something has been going on for so long that a person wants to know.
 *
 * @param isGoingOn - Whether it goes on now.
 */
export function useLasting(isGoingOn: boolean): boolean {
  const [lasts, setLasts] = React.useState(false);
  React.useEffect(() => {
    if (!isGoingOn) {
      return;
    }
    const timer = window.setTimeout(() => setLasts(true), PATIENCE);
    return () => {
      window.clearTimeout(timer);
      setLasts(false);
    };
  }, [isGoingOn]);
  return isGoingOn && lasts;
}
