import { nullTranslator } from '@jupyterlab/translation';

import { entryTitle, figuresText, functionTitle, storeLabel } from '../../src/view/words';
import { aFunction, anEntry, aStore } from '../fixtures';

const trans = nullTranslator.load('test');

describe('figuresText', () => {
  const fn = aFunction({ entries: 12, hits: 1890, misses: 230, timeSavedMs: 142_000, versions: 2 });

  it('tells the figures asked for, in that order', () => {
    expect(figuresText(trans, fn, ['hits', 'timeSaved'])).toBe('12 entries · 1,890 hits · saved 2m 22s');
    expect(figuresText(trans, fn, ['versions', 'hitRate', 'misses'])).toBe(
      '12 entries · 2 versions · 89% hits · 230 misses',
    );
  });

  it('leaves out what there is none of', () => {
    expect(figuresText(trans, aFunction(), ['hits', 'hitRate', 'timeSaved', 'versions'])).toBe('0 entries · 0 hits');
  });

  it('counts one in the singular', () => {
    expect(figuresText(trans, aFunction({ entries: 1, hits: 1, misses: 1 }), ['hits', 'misses'])).toBe(
      '1 entry · 1 hit · 1 miss',
    );
  });
});

describe('tooltips', () => {
  it('of a function tell hit rate, old versions and notebooks', () => {
    const title = functionTitle(
      trans,
      aFunction({ hits: 3, misses: 1, oldEntries: 2, notebooks: ['a.ipynb', 'b.ipynb'] }),
    );
    expect(title).toContain('3 hits and 1 miss (75% hit rate)');
    expect(title).toContain('Made by older code: 2 entries');
    expect(title).toContain('Used in: a.ipynb, b.ipynb');
  });

  it('of an entry tell when it expires, and that its code is older', () => {
    const title = entryTitle(trans, anEntry(1, { expires: 1_800_000_000_000, current: false, notebook: 'a.ipynb' }));
    expect(title).toContain('Expires: ');
    expect(title).toContain('abcdef012345 (older code)');
    expect(title).toContain('Computed in notebook: a.ipynb');
  });

  it('of an entry leave out what is not known', () => {
    expect(entryTitle(trans, anEntry(1))).not.toMatch(/Expires|Last hit|notebook/);
  });
});

describe('storeLabel', () => {
  it('says when a store is not trusted', () => {
    expect(storeLabel(trans, aStore({ trusted: true }))).toBe('Store examples, 0 entries, 0 B');
    expect(storeLabel(trans, aStore({ trusted: false }))).toBe('Store examples, 0 entries, 0 B, not trusted');
  });

  it('says what is wrong with a store', () => {
    expect(storeLabel(trans, aStore({ status: 'locked', message: 'It is locked.' }))).toBe(
      'Store examples: It is locked.',
    );
  });
});
