import type { Menu } from '@lumino/widgets';

/**
 * Gives the focus back to the element that had it before a context menu was opened in a widget: menus leave it nowhere, and
 * who uses the keyboard would begin again at the top of the page.
 *
 * @param node - The widget's element.
 * @param menu - The application's context menu.
 */
export function keepFocusOverMenu(node: HTMLElement, menu: Menu): void {
  let before: HTMLElement | null = null;
  node.addEventListener(
    'contextmenu',
    () => {
      const { activeElement } = node.ownerDocument;
      before = activeElement instanceof HTMLElement && node.contains(activeElement) ? activeElement : null;
    },
    { capture: true },
  );
  // Before the menu goes: a command that is chosen opens its dialog later, which then gives the focus back in its turn.
  menu.aboutToClose.connect(() => {
    before?.focus({ preventScroll: true });
    before = null;
  });
}
