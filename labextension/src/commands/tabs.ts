import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { Widget } from '@lumino/widgets';
import { SplitPanel, TabPanel } from '@lumino/widgets';

/**
 * Adds a tab to the main area. Notebook 7 has room for one document there, and a panel below it, which takes the tab.
 *
 * @param shell - The application's shell.
 * @param widget - The tab.
 * @param after - A tab whose place it takes, if that is there.
 */
export function addTab(shell: JupyterFrontEnd.IShell, widget: Widget, after?: Widget): void {
  shell.add(widget, 'main', after?.isAttached ? { ref: after.id, mode: 'tab-after' } : {});
  if (!widget.isAttached) {
    // The tabs of that panel have no size for icons, and it starts as no more than its tabs.
    widget.title.icon = undefined;
    shell.add(widget, 'down');
    for (const parent of parentsOf(widget)) {
      if (parent instanceof SplitPanel && parent.orientation === 'vertical') {
        parent.setRelativeSizes([1, 1]);
      }
    }
  }
}

/**
 * Shows a tab that was added. The shell of Notebook 7 knows nothing of the tabs in its lower panel.
 *
 * @param shell - The application's shell.
 * @param widget - The tab.
 */
export function showTab(shell: JupyterFrontEnd.IShell, widget: Widget): void {
  shell.activateById(widget.id);
  for (const parent of parentsOf(widget)) {
    if (parent instanceof TabPanel && parent.widgets.includes(widget)) {
      parent.currentWidget = widget;
    }
  }
}

function parentsOf(widget: Widget): Widget[] {
  return widget.parent ? [widget.parent, ...parentsOf(widget.parent)] : [];
}
