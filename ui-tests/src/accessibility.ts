import { AxeBuilder } from '@axe-core/playwright';
import { expect, type IJupyterLabPageFixture } from '@jupyterlab/galata';

/** Rules of WCAG 2.2, levels A and AA. */
const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * Checks one part of the page against WCAG 2.2 AA, as far as a program can tell.
 *
 * @param page the page
 * @param part CSS selector of the part, which is waited for
 * @param except ids of axe's rules that are left out, for parts that are not this project's own
 * @example await expectAccessible(page, '.jp-MemoryPanel');
 */
export async function expectAccessible(
  page: IJupyterLabPageFixture,
  part: string,
  except: readonly string[] = [],
): Promise<void> {
  await expect(page.locator(part)).toBeVisible();
  await expectAtRest(page);
  const axe = new AxeBuilder({ page })
    .include(part)
    .withTags(WCAG_22_AA)
    .disableRules([...except]);
  const { violations } = await axe.setLegacyMode().analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}\n${failureSummary ?? ''}`),
  );
  expect(found, `what of ${part} breaks WCAG 2.2 AA`).toEqual([]);
}

/** Waits until nothing changes its colour or place any more; what moves for ever does not count. */
async function expectAtRest(page: IJupyterLabPageFixture): Promise<void> {
  await expect
    .poll(() =>
      page.evaluate(
        () =>
          document
            .getAnimations()
            .filter(
              ({ playState, effect }) => playState === 'running' && effect?.getComputedTiming().endTime !== Infinity,
            ).length,
      ),
    )
    .toBe(0);
}
