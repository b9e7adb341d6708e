import { MountedList, TWO } from '../mountedlist';

describe('The header', () => {
  let panel: MountedList;

  beforeEach(async () => {
    panel = await MountedList.mount();
  });

  afterEach(() => panel.dispose());

  it('sets the size against the limit', async () => {
    await panel.show(TWO, { maxBytes: 8_808_038 });
    const meter = panel.node.querySelector('[role="meter"]');
    expect(meter?.getAttribute('aria-valuenow')).toBe('50');
    expect(panel.node.textContent).toContain('4.2 MB of 8.4 MB');
  });

  it('tells hit rate and time saved', async () => {
    await panel.show(TWO);
    const header = panel.node.querySelector('.jp-MemoryPanel-overview')?.textContent;
    expect(header).toContain('94% hits');
    expect(header).toContain('saved 3m 12s');
  });
});
