import { nullTranslator } from '@jupyterlab/translation';

import { PanelState } from '../../src/model/panelstate';
import { FilterWidget } from '../../src/view/filter';

/** The box as React is told to draw it. */
class Probe extends FilterWidget {
  box(): { initialQuery: string; updateFilter: (filter: unknown, query?: string) => void } {
    return this.render().props as ReturnType<Probe['box']>;
  }
}

describe('FilterWidget', () => {
  let state: PanelState;
  let filter: Probe;

  beforeEach(() => {
    state = new PanelState();
    filter = new Probe(state, nullTranslator.load('test'));
  });

  afterEach(() => filter.dispose());

  it('filters by what is typed, with the same box', () => {
    const { updateFilter } = filter.box();
    updateFilter(null, 'prices');
    expect(state.filter).toBe('prices');
    expect(filter.box().updateFilter).toBe(updateFilter);
  });

  it('shows a filter that was set elsewhere', () => {
    state.filter = 'prices';
    expect(filter.box().initialQuery).toBe('prices');
  });

  it('keeps a filter that is remembered while the box before it was still being made', () => {
    const { updateFilter, initialQuery } = filter.box();
    state.filter = 'prices';
    updateFilter(null, initialQuery);
    expect(state.filter).toBe('prices');
    filter.box().updateFilter(null, 'pri');
    expect(state.filter).toBe('pri');
  });
});
