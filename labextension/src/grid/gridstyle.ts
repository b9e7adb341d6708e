import type { CellRenderer, DataGrid } from '@lumino/datagrid';
import { TextRenderer } from '@lumino/datagrid';

import { gridText } from './tablemodel';

/** Tells whether a cell holds a figure. */
export type IsFigure = (cell: CellRenderer.CellConfig) => boolean;

/**
 * Gives a grid the colours and fonts of JupyterLab's theme. A canvas does not follow the style sheets, so this is called
 * again when the theme changes.
 *
 * @param grid - A grid that is in the page.
 * @param isFigure - Whether a cell stands at the right.
 */
export function applyTheme(grid: DataGrid, isFigure: IsFigure = isNoText): void {
  const styles = getComputedStyle(grid.node);
  const color = (name: string): string => styles.getPropertyValue(`--jp-${name}`).trim();
  grid.style = {
    ...grid.style,
    voidColor: color('layout-color1'),
    backgroundColor: color('layout-color1'),
    headerBackgroundColor: color('layout-color2'),
    gridLineColor: color('border-color3'),
    headerGridLineColor: color('border-color2'),
    selectionFillColor: 'transparent',
    selectionBorderColor: color('brand-color1'),
    headerSelectionFillColor: 'transparent',
    headerSelectionBorderColor: color('brand-color1'),
    cursorFillColor: 'transparent',
    cursorBorderColor: color('brand-color1'),
    rowBackgroundColor: (row) => (row % 2 === 1 ? color('layout-color2') : ''),
  };
  const font = `${styles.fontSize} ${styles.fontFamily}`;
  const renderer = (textColor: string): TextRenderer =>
    new TextRenderer({
      font,
      textColor,
      horizontalAlignment: (cell) => (isFigure(cell) ? 'right' : 'left'),
      format: ({ region, value }) => gridText(region, value),
    });
  const body = renderer(color('ui-font-color1'));
  grid.cellRenderers.update({
    body,
    'column-header': body,
    'row-header': renderer(color('ui-font-color2')),
    'corner-header': renderer(color('ui-font-color2')),
  });
}

function isNoText({ region, value }: CellRenderer.CellConfig): boolean {
  return region === 'row-header' || (region === 'body' && typeof value !== 'string');
}
