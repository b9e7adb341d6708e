import type { DataGrid } from '@lumino/datagrid';
import { BasicKeyHandler } from '@lumino/datagrid';
import { MessageLoop } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';

import type { IsFigure } from './gridstyle';
import { applyTheme } from './gridstyle';

/** Height of a row and of the header, in pixels. */
export const ROW_HEIGHT = 24;

/**
 * Puts a grid into the page, where it follows the size of its host and JupyterLab's theme.
 *
 * @param grid - The grid, with its model.
 * @param host - Element to fill.
 * @param isFigure - Whether a cell stands at the right.
 * @returns Takes the grid away again, and disposes it.
 */
export function mountGrid(grid: DataGrid, host: HTMLElement, isFigure?: IsFigure): () => void {
  Widget.attach(grid, host);
  applyTheme(grid, isFigure);
  grid.viewport.node.tabIndex = 0;
  const resized = new ResizeObserver(() => grid.fit());
  resized.observe(host);
  const themed = new MutationObserver(() => applyTheme(grid, isFigure));
  themed.observe(document.body, { attributeFilter: ['data-jp-theme-name'] });
  return () => {
    resized.disconnect();
    themed.disconnect();
    if (grid.isAttached && !grid.node.isConnected) {
      // The tab around it was closed first: a Lumino widget has to be told, or it cannot be disposed.
      MessageLoop.sendMessage(grid, Widget.Msg.BeforeDetach);
      MessageLoop.sendMessage(grid, Widget.Msg.AfterDetach);
    }
    grid.dispose();
  };
}

/** The keys of a grid, but that Tab leaves it: the focus must not be caught. */
export class KeyHandler extends BasicKeyHandler {
  override onKeyDown(grid: DataGrid, event: KeyboardEvent): void {
    if (event.key !== 'Tab') {
      super.onKeyDown(grid, event);
    }
  }
}
