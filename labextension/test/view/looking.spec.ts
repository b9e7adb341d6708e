import { BoxPanel, Widget } from '@lumino/widgets';

import { MemoryModel } from '../../src/model/model';
import { PanelState } from '../../src/model/panelstate';
import { lookWhileShown } from '../../src/view/looking';
import { FakeClient } from '../fixtures';

describe('lookWhileShown', () => {
  let model: MemoryModel;
  let parent: BoxPanel;
  let widget: Widget;

  beforeEach(() => {
    model = new MemoryModel({ client: new FakeClient(), state: new PanelState() });
    parent = new BoxPanel();
    widget = new Widget();
    Widget.attach(parent, document.body);
    lookWhileShown(widget, model);
  });

  afterEach(() => {
    parent.dispose();
    model.dispose();
  });

  it('lets the model ask while the widget is shown', () => {
    expect(model.isActive).toBe(false);
    parent.addWidget(widget);
    expect(model.isActive).toBe(true);
    widget.hide();
    expect(model.isActive).toBe(false);
    widget.show();
    expect(model.isActive).toBe(true);
  });

  it('follows what the widget is in', () => {
    parent.addWidget(widget);
    parent.hide();
    expect(model.isActive).toBe(false);
    parent.show();
    expect(model.isActive).toBe(true);
  });

  it('ends when the widget is closed', () => {
    parent.addWidget(widget);
    widget.dispose();
    expect(model.isActive).toBe(false);
  });

  it('does not begin while what the widget is in is hidden', () => {
    parent.hide();
    parent.addWidget(widget);
    expect(model.isActive).toBe(false);
  });
});
