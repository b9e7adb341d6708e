import { VirtualScroll } from '../../src/view/virtualscroll';

describe('VirtualScroll', () => {
  let scroll: VirtualScroll;

  beforeEach(() => {
    scroll = new VirtualScroll(40);
  });

  it('draws the rows in sight and a few around them', () => {
    scroll.resize(1000, 400);
    scroll.scrolled(4000);
    expect(scroll.visible()).toEqual({ first: 100, last: 109 });
    const { first, last, top } = scroll.window();
    expect(first).toBeLessThan(100);
    expect(last).toBeGreaterThan(109);
    expect(last - first).toBeLessThan(30);
    expect(top).toBe(first * 40);
  });

  it('draws nothing of an empty list', () => {
    scroll.resize(0, 400);
    expect(scroll.window()).toMatchObject({ first: 0, last: -1 });
  });

  it('draws all of a short list', () => {
    scroll.resize(3, 400);
    expect(scroll.window()).toEqual({ first: 0, last: 2, top: 0 });
    expect(scroll.height).toBe(120);
  });

  it('goes back to the end when the list gets shorter', () => {
    scroll.resize(1000, 400);
    scroll.scrolled(39_000);
    scroll.resize(100, 400);
    expect(scroll.visible().last).toBe(99);
  });

  it('stays on the same row when rows come in above', () => {
    scroll.resize(1000, 400);
    scroll.scrolled(4010);
    scroll.resize(1003, 400);
    scroll.shift(3);
    expect(scroll.position).toBe(4130);
    expect(scroll.settle()).toBe(4130);
  });

  describe('of a million rows', () => {
    beforeEach(() => scroll.resize(1_000_000, 400));

    it('is no taller than browsers can draw', () => {
      expect(scroll.height).toBeLessThan(16_000_000);
    });

    it('reaches the last row at the end of the scroll bar', () => {
      scroll.scrolled(scroll.height - 400);
      expect(scroll.visible().last).toBe(999_999);
    });

    it('reaches the first row at the start of the scroll bar', () => {
      scroll.scrolled(scroll.height / 2);
      scroll.scrolled(0);
      expect(scroll.visible().first).toBe(0);
    });

    it('jumps to the middle with the scroll bar', () => {
      scroll.scrolled((scroll.height - 400) / 2);
      expect(scroll.visible().first).toBeGreaterThan(499_900);
      expect(scroll.visible().first).toBeLessThan(500_100);
    });

    it('moves by as many pixels as the wheel asks for', () => {
      scroll.scrolled(4_000_000);
      const before = scroll.position;
      scroll.scrolled(4_000_120);
      expect(scroll.position - before).toBe(120);
    });

    it('draws rows where the browser has scrolled to', () => {
      scroll.scrolled(4_000_000);
      scroll.scrolled(4_000_120);
      const { first, top } = scroll.window();
      const rowInSight = scroll.visible().first;
      const drawnAt = top + (rowInSight - first) * 40;
      expect(drawnAt).toBeGreaterThan(4_000_120 - 40);
      expect(drawnAt).toBeLessThanOrEqual(4_000_120);
    });

    it('lets every row be reached by small steps alone', () => {
      scroll.scrolled(4_000_000);
      const start = scroll.position;
      let top = 4_000_000;
      for (let step = 0; step < 200; step++) {
        scroll.scrolled((top += 300));
        if (step % 20 === 0) {
          top = scroll.settle();
        }
      }
      expect(scroll.position - start).toBe(60_000);
      expect(Math.abs(scroll.settle() / (scroll.height - 400) - scroll.position / (40_000_000 - 400))).toBeLessThan(
        1e-6,
      );
    });
  });

  it('moves as little as it takes to have a row in sight, at each end of a list that is taller than a page can be', () => {
    scroll.resize(1_000_000, 400);
    scroll.reveal(5);
    expect(scroll.position).toBe(0);
    scroll.reveal(999_999);
    expect(scroll.visible()).toEqual({ first: 999_990, last: 999_999 });
    expect(scroll.settle()).toBe(scroll.height - 400);
    scroll.reveal(999_980);
    expect(scroll.visible()).toEqual({ first: 999_980, last: 999_989 });
    scroll.reveal(0);
    expect(scroll.settle()).toBe(0);
  });

  it('has pages of as many rows as are in sight, and of at least one', () => {
    scroll.resize(1000, 415);
    expect(scroll.page).toBe(10);
    scroll.resize(1000, 20);
    expect(scroll.page).toBe(1);
  });
});
